import { execFileSync } from 'child_process';
import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';
import { cached } from '../../scripts/cache';

/** The version of Kubernetes in `go/kubernetes/go.mod`. */
export const KUBERNETES = 'v1.34.4';

/** Go packages by the program that they become, in a module of `go/` each that pins all versions and check sums. */
const MODULES: Record<string, Record<string, string>> = {
  'kubernetes': Object.fromEntries(['kube-apiserver', 'kube-controller-manager', 'kube-proxy', 'kube-scheduler', 'kubectl', 'kubelet'].map(name => (
    [name, `k8s.io/kubernetes/cmd/${name}`]
  ))),
  'etcd': { etcd: 'go.etcd.io/etcd/server/v3' },
  'coredns': { coredns: '.' },
  'cloudnative-pg': { manager: 'github.com/cloudnative-pg/cloudnative-pg/cmd/manager' },
  'promtool': { promtool: 'github.com/prometheus/prometheus/cmd/promtool' },
};

/** What is left out of a program: promtool would bring every cloud's client to find things to scrape, and twice the time to build. */
const TAGS: Record<string, string> = { promtool: 'remove_all_sd' };

const SOURCES = path.join(__dirname, 'go');

/** The path of a program, built from its Go module where it is not in the cache yet: minutes the first time. */
export function binary(name: string): string {
  const module = Object.keys(MODULES).find(key => name in MODULES[key]);
  if (module === undefined) {
    throw new Error(`no program '${name}'; there are ${Object.values(MODULES).flatMap(Object.keys).join(', ')}`);
  }
  const source = path.join(SOURCES, module);
  const folder = cached(`kubernetes/${name}-${contentHash(source)}`, target => {
    execFileSync('go', ['build', '-trimpath', '-tags', TAGS[module] ?? '', '-ldflags', linkerFlags(module), '-o', path.join(target, name), MODULES[module][name]], {
      cwd: source, stdio: 'inherit', env: { ...process.env, CGO_ENABLED: '0' },
    });
  });
  return path.join(folder, name);
}

/** Kubernetes says its version only if the linker told it: kubectl and kubelet compare theirs with the server's. */
function linkerFlags(module: string): string {
  const [major, minor] = KUBERNETES.slice(1).split('.');
  const version = { gitVersion: KUBERNETES, gitMajor: major, gitMinor: minor };
  const told = module === 'kubernetes' ? Object.entries(version).map(([key, value]) => `-X k8s.io/component-base/version.${key}=${value}`) : [];
  return ['-s', '-w', ...told].join(' ');
}

function contentHash(folder: string): string {
  const hash = createHash('sha256');
  fs.readdirSync(folder).sort().forEach(file => hash.update(file).update(fs.readFileSync(path.join(folder, file))));
  return hash.digest('hex').slice(0, 10);
}

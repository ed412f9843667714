import { execFileSync, spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { convertSchemas } from './schemas';
import { cached } from '../cache';

/** What the scanners are installed with. */
export type Installer = 'go' | 'python3';

export function isAvailable(installer: Installer): boolean {
  return spawnSync(installer, [installer === 'go' ? 'version' : '--version']).status === 0;
}

/** A program of a Go module, built where it is not there yet. */
export function goProgram(name: string, pkg: string, version: string): string {
  const folder = cached(`policy/${name}-${version}`, target => run('go', ['install', `${pkg}@${version}`], { GOBIN: target }));
  return path.join(folder, name);
}

/** The Python of an environment that holds one package and what it needs. */
export function pythonOf(name: string, version: string): string {
  return environmentPython(cached(`policy/${name}-${version}`, target => makeEnvironment(target, `${name}==${version}`)));
}

/** A folder of JSON schemas for some Kubernetes releases, in the shape that kubeconform reads. */
export function kubernetesSchemas(packageVersion: string, versions: string[]): string {
  return cached(['policy/schemas', packageVersion, 'of', ...versions].join('-'), target => {
    const environment = path.join(target, 'environment');
    makeEnvironment(environment, '--no-deps', `kubernetes-validate==${packageVersion}`);
    convertSchemas(packageFolder(environment, 'kubernetes_validate/kubernetes-json-schema'), target, versions);
    fs.rmSync(environment, { recursive: true });
  });
}

function makeEnvironment(folder: string, ...packages: string[]): void {
  run('python3', ['-m', 'venv', folder]);
  run(environmentPython(folder), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages]);
}

function environmentPython(folder: string): string {
  return path.join(folder, 'bin', 'python');
}

function packageFolder(environment: string, name: string): string {
  const code = 'import sysconfig; print(sysconfig.get_path("purelib"))';
  return path.join(run(environmentPython(environment), ['-c', code]).trim(), name);
}

function run(program: string, args: string[], env: Record<string, string> = {}): string {
  return execFileSync(program, args, { encoding: 'utf8', stdio: 'pipe', env: { ...process.env, ...env } });
}

import * as fs from 'fs';
import * as path from 'path';
import { IMAGE_PACKAGES } from './images/debian';
import { run } from '../control-plane/command';

/** Debian's packages by a file that each brings. */
const PACKAGES: Record<string, string> = {
  ...IMAGE_PACKAGES,
  'containerd': '/usr/bin/containerd',
  'runc': '/usr/sbin/runc',
  'containernetworking-plugins': '/usr/lib/cni/bridge',
  'iptables': '/usr/sbin/iptables',
  'ebtables': '/usr/sbin/ebtables',
  'ipset': '/usr/sbin/ipset',
  'conntrack': '/usr/sbin/conntrack',
  'iproute2': '/usr/sbin/ip',
  'util-linux': '/usr/bin/nsenter',
  'mount': '/usr/bin/mount',
  'openssl': '/usr/bin/openssl',
};

/** Sees to it that the system's part of the cluster is there: installs it where told to or in CI, else says how. */
export function requireTools({ install }: { readonly install: boolean }): void {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    const who = process.platform === 'linux' ? `user ${process.getuid?.()}` : process.platform;
    throw new Error(`the cluster needs root on Linux, for it makes namespaces, mounts and cgroups; got ${who}: run it with sudo, or in a virtual machine`);
  }
  const missing = Object.keys(PACKAGES).filter(name => !fs.existsSync(PACKAGES[name]));
  if (missing.length > 0) {
    const command = ['apt-get', 'install', '--yes', '--no-install-recommends', ...missing];
    if (!install && process.env.CI !== 'true') {
      throw new Error(`the cluster needs Debian packages that are not installed: ${missing.join(', ')}; add --install, or run: ${command.join(' ')}`);
    }
    keepPostgresFromStarting();
    run(['apt-get', 'update'], { env: process.env });
    run(command, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  }
  requireSeccomp();
}

/** Debian's package makes and starts a server of its own, which nobody here asked for. */
function keepPostgresFromStarting(): void {
  const file = '/etc/postgresql-common/createcluster.conf';
  if (!fs.existsSync(file)) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, 'create_main_cluster = false\n');
  }
}

/** kubelet asks for the default seccomp profile for every pod. */
function requireSeccomp(): void {
  const version = run(['runc', '--version']);
  if (!version.includes('libseccomp')) {
    throw new Error(`runc was built without seccomp, so no pod would start; it says ${version.split('\n').join(', ')}: install Debian's package`);
  }
}

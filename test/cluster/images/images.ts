import * as path from 'path';
import { Image } from './archive';
import { installed, POSTGRES_LIBRARIES, POSTGRES_PROGRAMS, POSTGRES_SHARE } from './debian';
import { Rootfs } from './rootfs';
import { TOOL_IMAGE } from '../../../lib/kubernetes/tool-image';
import { POSTGRES_IMAGE } from '../../../lib/model/postgres-image';
import { routerOptions } from '../../../lib/model/router';
import { binary } from '../../control-plane/binaries';
import { run } from '../../control-plane/command';
import { COREDNS_IMAGE } from '../dns';
import { CANTON_3_RELEASE, DAML_RELEASES } from '../ledger/ledger';
import { PAUSE_IMAGE } from '../node-config';

/** Images that no default of the library names: apps under test must name these. */
export const OAUTH2_MIDDLEWARE_IMAGE = 'registry.example.com/daml/oauth2-middleware:2.10.4';
export const DARS_IMAGE = 'registry.example.com/iou/dars:1.0.0';
export const CLIENT_IMAGE = 'cdk8s-canton.test/client:1';

/** What PostgreSQL's programs need to find each other, and the time zone that is there. */
export const SERVER_ENVIRONMENT = { PATH: `${POSTGRES_PROGRAMS}:/usr/local/bin:/usr/bin:/bin`, TZ: 'UTC' };

/** User ids as the manifests give them: no image may need another one. */
const NOBODY = '65532';
const POSTGRES = '70';

/** The archives by name, each with its images: described only when asked for, in a folder for files that must be made first. */
export const ARCHIVES: Readonly<Record<string, (work: string) => Image[]>> = { pause, coredns, busybox, haproxy, postgres, dars, double };

function pause(work: string): Image[] {
  const program = path.join(work, 'pause');
  run([installed('/usr/bin/gcc'), '-static', '-Os', '-s', '-o', program, path.join(__dirname, 'pause.c')]);
  return [{ tags: [PAUSE_IMAGE], layers: [new Rootfs().file('/pause', program, 0o755)], entrypoint: ['/pause'] }];
}

function coredns(): Image[] {
  return [{ tags: [COREDNS_IMAGE], layers: [base().file('/coredns', binary('coredns'), 0o755)], entrypoint: ['/coredns'] }];
}

function busybox(): Image[] {
  return [{ tags: [TOOL_IMAGE.reference], layers: [tools(base())], command: ['sh'] }];
}

function haproxy(): Image[] {
  const layer = tools(base()).program('/usr/local/sbin/haproxy', '/usr/sbin/haproxy');
  return [{
    tags: [routerOptions({}).image.reference],
    layers: [layer],
    command: ['haproxy', '-db', '-f', '/usr/local/etc/haproxy/haproxy.cfg'],
    user: NOBODY,
    // As the official image has it: lets connections end, up to hard-stop-after.
    stopSignal: 'SIGUSR1',
  }];
}

function postgres(): Image[] {
  const layer = server(tools(base()), ['initdb', 'pg_ctl', 'pg_isready', 'postgres', 'psql'], ['dict_snowball.so', 'plpgsql.so'])
    .scratch('/var/run/postgresql').scratch('/var/lib/postgresql/data')
    .file('/usr/local/bin/entry', path.join(__dirname, 'postgres-entry.sh'), 0o755);
  return [{
    tags: [POSTGRES_IMAGE.reference],
    layers: [layer],
    entrypoint: ['/usr/local/bin/entry'],
    command: ['postgres'],
    environment: { ...SERVER_ENVIRONMENT, PGDATA: '/var/lib/postgresql/data' },
    user: POSTGRES,
    // As the official image has it: SIGTERM would wait for clients to leave.
    stopSignal: 'SIGINT',
  }];
}

/** The double opens no DAR: that they arrive is what counts. */
function dars(): Image[] {
  const layer = new Rootfs().text('/dars/iou.dar', 'iou\n').text('/dars/iou-triggers.dar', 'iou triggers\n');
  return [{ tags: [DARS_IMAGE], layers: [layer], command: ['/dars'] }];
}

/** What the manifests for Canton 3.5 start in the place of the image's own entry point, by its path there. */
const CANTON_PROGRAM = `#!/usr/local/bin/node
process.argv.splice(2, 0, 'canton');
require('/app/double.js');
`;

/** One program in the place of every Daml image: what it is to be is its first argument. */
function double(): Image[] {
  const node = base().program('/usr/local/bin/node', process.execPath);
  const app = new Rootfs().file('/app/double.js', doubleScript());
  const roles = {
    'canton': DAML_RELEASES.map(({ cantonImage }) => cantonImage.reference),
    'http-json': DAML_RELEASES.map(({ jsonApiImage }) => jsonApiImage.reference),
    'trigger-service': DAML_RELEASES.map(({ triggerServiceImage }) => triggerServiceImage.reference),
    'oauth2-middleware': [OAUTH2_MIDDLEWARE_IMAGE],
    'client': [CLIENT_IMAGE],
  };
  const images = Object.entries(roles).map(([role, tags]): Image => ({
    tags, layers: [node, app], entrypoint: ['/usr/local/bin/node', '/app/double.js', role], user: NOBODY,
  }));
  const program = new Rootfs().text('/app/bin/canton', CANTON_PROGRAM, 0o755);
  return [...images, { tags: [CANTON_3_RELEASE.cantonImage.reference], layers: [node, app, program], user: NOBODY }];
}

/** The double's one file, always of its present source. */
function doubleScript(): string {
  const folder = path.join(__dirname, '../double');
  run(['npm', '--prefix', folder, 'run', '--silent', 'build']);
  return path.join(folder, 'build/double.js');
}

/** What programs of the C library expect: users by name, names of hosts by file and DNS, a place for scratch files. */
export function base(postgresUser = POSTGRES): Rootfs {
  const users = [['root', '0'], ['postgres', postgresUser], ['nobody', NOBODY]];
  return new Rootfs()
    .text('/etc/passwd', users.map(([name, id]) => `${name}:x:${id}:${id}:${name}:/:/bin/sh\n`).join(''))
    .text('/etc/group', users.map(([name, id]) => `${name}:x:${id}:\n`).join(''))
    .text('/etc/nsswitch.conf', 'passwd: files\ngroup: files\nhosts: files dns\n')
    .scratch('/tmp');
}

/** BusyBox with the names that manifests, entry scripts and people who look into a pod call it by. */
export function tools(rootfs: Rootfs): Rootfs {
  rootfs.file('/bin/busybox', '/bin/busybox', 0o755);
  ['cat', 'chmod', 'cp', 'env', 'id', 'ls', 'mkdir', 'mv', 'nc', 'nslookup', 'ps', 'rm', 'sed', 'sh', 'sleep', 'wget'].forEach(name => rootfs.link(`/bin/${name}`, 'busybox'));
  return rootfs;
}

/** Some of PostgreSQL's programs and libraries, where Debian has them, with what they read. */
export function server(rootfs: Rootfs, programs: string[], libraries: string[]): Rootfs {
  const files = [...programs.map(name => path.join(POSTGRES_PROGRAMS, name)), ...libraries.map(name => path.join(POSTGRES_LIBRARIES, name))];
  files.forEach(file => rootfs.program(file, file));
  return rootfs.tree(POSTGRES_SHARE, POSTGRES_SHARE).file('/usr/share/zoneinfo/UTC', '/usr/share/zoneinfo/UTC');
}

import { Image } from './archive';
import { base, server, SERVER_ENVIRONMENT, tools } from './images';
import { Rootfs } from './rootfs';
import { binary } from '../../control-plane/binaries';

/** As the operator's own manifests name it. */
export const OPERATOR_IMAGE = 'ghcr.io/cloudnative-pg/cloudnative-pg:1.30.0';
/** Debian's PostgreSQL in the place of the community's image: the operator reads the major version in the tag. */
export const SERVER_IMAGE = 'cdk8s-canton.test/cloud-native-pg:15';

/** The user that the operator runs servers as: initdb asks for its name. */
const POSTGRES = '26';
/** What the operator and its agent beside each server call. */
const PROGRAMS = ['initdb', 'pg_basebackup', 'pg_controldata', 'pg_ctl', 'pg_isready', 'pg_rewind', 'postgres', 'psql'];
const LIBRARIES = ['dict_snowball.so', 'libpqwalreceiver.so', 'plpgsql.so'];

/** The operator, and a server without anything of the operator's: it brings its agent along. */
export function cloudNativePg(): Image[] {
  const architecture = process.arch === 'x64' ? 'amd64' : process.arch;
  const program = `operator/manager_${architecture}`;
  return [
    {
      tags: [OPERATOR_IMAGE],
      // It looks for programs of each architecture there, relative to the root.
      layers: [new Rootfs().file(`/${program}`, binary('manager'), 0o755).link('/manager', program).scratch('/tmp')],
      entrypoint: ['/manager'],
      user: '65532',
    },
    { tags: [SERVER_IMAGE], layers: [server(tools(base(POSTGRES)), PROGRAMS, LIBRARIES)], environment: SERVER_ENVIRONMENT, user: POSTGRES },
  ];
}

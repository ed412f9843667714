import { psqlEnvironment } from '../../lib/database/psql-environment';
import { ExternalPostgresProps, PostgresServer, PostgresTls, PostgresUser } from '../../lib/model/postgres';
import { PostgresReplication } from '../../lib/model/postgres-replication';
import { SecretKey } from '../../lib/model/secret-key';

const CA = SecretKey.of('pg-ca', 'ca.crt');
const TEXT = { PGDATABASE: 'postgres', PGCONNECT_TIMEOUT: '10', PGCLIENTENCODING: 'UTF8' };

function environment(props: Partial<ExternalPostgresProps>, admin = PostgresUser.fromSecret('admin', { username: 'root' })) {
  const server = PostgresServer.external({ id: 'pg', tls: PostgresTls.verifyFull(CA), replication: PostgresReplication.none(), ...props });
  return psqlEnvironment(server, admin, 'postgres');
}

test('what synthesis knows is text; the password never is', () => {
  expect(environment({ host: 'pg.db.svc' })).toEqual({
    env: { ...TEXT, PGHOST: 'pg.db.svc', PGPORT: '5432', PGUSER: 'root', PGSSLMODE: 'verify-full', PGSSLROOTCERT: '/secrets/pg-ca/ca.crt' },
    bindings: [{ env: 'PGPASSWORD', secret: SecretKey.of('admin', 'password'), purpose: "password of that administrator of PostgreSQL server 'pg'" }],
    files: [{ secret: CA, purpose: "root certificate of PostgreSQL server 'pg' (PEM)" }],
  });
});

test('the rest comes from Secrets', () => {
  const secrets = { hostFromSecret: SecretKey.of('pg', 'host'), portFromSecret: SecretKey.of('pg', 'port') };
  const { env, bindings } = environment({ ...secrets, tls: PostgresTls.verifyCa(CA) }, PostgresUser.fromSecret('admin'));
  expect(env).toEqual({ ...TEXT, PGSSLMODE: 'verify-ca', PGSSLROOTCERT: '/secrets/pg-ca/ca.crt' });
  expect(bindings.map(({ env: name, secret }) => `${name}=${secret}`)).toEqual(['PGHOST=pg/host', 'PGPORT=pg/port', 'PGUSER=admin/username', 'PGPASSWORD=admin/password']);
});

test('a client certificate is shown', () => {
  const certificate = SecretKey.of('pg-client', 'tls.crt');
  const privateKey = SecretKey.of('pg-client', 'tls.der');
  const { env, files } = environment({ host: 'pg', tls: PostgresTls.verifyFull(CA, { certificate, privateKey }) });
  expect(env).toMatchObject({ PGSSLCERT: '/secrets/pg-client/tls.crt', PGSSLKEY: '/secrets/pg-client/tls.der' });
  expect(files.map(({ secret }) => secret)).toEqual([CA, certificate, privateKey]);
});

test.each([[PostgresTls.disabled(), 'disable'], [PostgresTls.requireUnverified(), 'require']])('no file is needed where nothing is checked (%#)', (tls, sslmode) => {
  const { env, files } = environment({ host: 'pg', tls });
  expect(env.PGSSLMODE).toBe(sslmode);
  expect(Object.keys(env)).not.toContain('PGSSLROOTCERT');
  expect(files).toEqual([]);
});

test.each(['[fd00::5]', 'fd00::5'])('the address %s has no brackets', (host) => {
  expect(environment({ host }).env.PGHOST).toBe('fd00::5');
});

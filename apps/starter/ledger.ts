import { Chart } from 'cdk8s';
import {
  DomainManagerService, ImagePuller, JsonApiService, LedgerApiAuth, MediatorService, ParticipantService, PostgresReplication, PostgresServer,
  PostgresTls, PostgresUser, SecretKey, SequencerService,
} from 'cdk8s-canton';
import { Construct } from 'constructs';

/** What differs from one environment to the next. */
export interface LedgerProps {
  readonly namespace: string;
  /** Where the PostgreSQL server is reached, at an address that always leads to its primary. */
  readonly databaseHost: string;
  /** Where the identity provider publishes its keys. */
  readonly jwksUrl: string;
}

/** A ledger: a domain, a participant on it, and its HTTP JSON API. */
export class Ledger extends Chart {
  public constructor(scope: Construct, id: string, { namespace, databaseHost, jwksUrl }: LedgerProps) {
    super(scope, id, { namespace, disableResourceNameHashes: true });
    const postgres = PostgresServer.external({
      host: databaseHost,
      tls: PostgresTls.verifyFull(SecretKey.of('postgres-ca', 'ca.crt')),
      replication: PostgresReplication.synchronous(), // a standby has every commit
    });
    const database = (name: string) => postgres.database(name, PostgresUser.fromSecret(`${name}-db`));

    const sequencer = new SequencerService(this, 'sequencer', { storage: database('sequencer') });
    const mediator = new MediatorService(this, 'mediator', { sequencer, storage: database('mediator') });
    const domain = new DomainManagerService(this, 'manager', { sequencer, mediators: [mediator], storage: database('manager') });
    const participant = new ParticipantService(this, 'participant', {
      domains: [domain], storage: database('participant'), auth: LedgerApiAuth.jwks(jwksUrl),
    });
    new JsonApiService(this, 'json-api', { participant });
    new ImagePuller(this, 'image-puller');
  }
}

import { App, Chart } from 'cdk8s';
import { CANTON_3_RELEASE, CLIENTS, DomainKind, Ledger, NAMESPACE, ParticipantKind, poolOf, Revisions, SMALL, testServer } from './ledger';
import {
  ActiveRouting, ContainerImage, DarSource, FailoverTiming, LedgerApiAuth, MediatorService, NetworkPeer, ParticipantService, PostgresUser,
  SequencerDriver, SequencerService, Synchronizer,
} from '../../../lib';
import { DARS_IMAGE } from '../images/images';

const ONE: DomainKind = {
  sequencer: 'sequencer',
  mediators: ['mediator'],
  mediatorThreshold: 1,
  access: 'a connection to each sequencer',
  knowsEachSequencer: true,
  sequencerDatabases: ['sequencer-0', 'sequencer-1'],
};
/** Its mediators are a group, of which one service may be lost. */
const TWO: DomainKind = {
  ...ONE, sequencer: 'sequencer-two', mediators: ['mediator-a', 'mediator-b', 'mediator-c'], mediatorThreshold: 2, sequencerDatabases: ['sequencer-two-0', 'sequencer-two-1'],
};

const PARTICIPANTS: ParticipantKind[] = [
  { name: 'proxy', mode: 'proxy()', routing: ActiveRouting.proxy(), timing: FailoverTiming.fast(), instances: 2, domain: ONE, rate: 50, watchesDomain: true },
  { name: 'sides', mode: 'clientSide()', routing: ActiveRouting.clientSide(), timing: FailoverTiming.fast(), instances: 2, domain: TWO, rate: 20, watchesDomain: true },
];

/**
 * The same for Canton 3.5: two synchronizers, each with two sequencers on a shared database, one of them with one mediator service and the other with a group of
 * three, and a participant service with its own JSON API on each.
 */
function manifests(revisions: Revisions = {}): string {
  const app = new App();
  const chart = new Chart(app, 'ledger', { namespace: NAMESPACE, disableResourceNameHashes: true });
  const postgres = testServer();
  const database = (name: string) => postgres.database(name, PostgresUser.fromSecret(`${name}-db`), poolOf(name, revisions));
  const clients = [NetworkPeer.namespace(CLIENTS)];

  const synchronizer = (id: string, { sequencer: name, mediators, mediatorThreshold, sequencerDatabases }: DomainKind) => {
    const sequencer = new SequencerService(chart, name, {
      release: CANTON_3_RELEASE,
      driver: SequencerDriver.reference({ storage: database(`${name}-driver`), sequencers: sequencerDatabases.map(each => ({ storage: database(each) })) }),
      resources: SMALL,
    });
    const group = mediators.map(each => new MediatorService(chart, each, { sequencer, storage: database(each), resources: SMALL }));
    return new Synchronizer(chart, id, { sequencer, mediators: group, mediatorThreshold });
  };
  const synchronizers = new Map([[ONE, synchronizer('synchronizer', ONE)], [TWO, synchronizer('synchronizer-two', TWO)]]);

  PARTICIPANTS.forEach(({ name, routing, timing, instances, domain }) => new ParticipantService(chart, name, {
    release: CANTON_3_RELEASE,
    storage: database(name),
    resources: SMALL,
    routing,
    failoverTiming: timing,
    replicas: instances,
    synchronizers: [synchronizers.get(domain)!],
    auth: LedgerApiAuth.jwks('https://idp.example.com/jwks.json'),
    ledgerApiClients: clients,
    httpLedgerApi: { clients },
    dars: [DarSource.image(ContainerImage.of(DARS_IMAGE), ['/dars/iou.dar'])],
  }));
  return app.synthYaml() as string;
}

/** Canton 3.5. */
export const CANTON_3_5: Ledger = {
  release: 'Canton 3.5',
  participants: PARTICIPANTS,
  jsonApi: {
    participant: 'proxy',
    mode: 'its JSON API on proxy()',
    url: `https://proxy.${NAMESPACE}.svc.cluster.local:7575`,
    path: '/v2/commands/submit-and-wait',
    rate: 5,
    embedded: true,
  },
  // A sequencer is one pod of its own, which comes back with its node.
  redundant: ['proxy', 'sides', ...ONE.mediators, ...TWO.mediators],
  bootstraps: [
    { instance: 'synchronizer', component: 'synchronizer-bootstrap', victims: ONE.mediators },
    { instance: 'synchronizer-two', component: 'synchronizer-bootstrap', victims: TWO.mediators },
  ],
  disturbance: 'while both synchronizers were bootstrapped, their Jobs\' pods and the active instance of each mediator service were killed. The Jobs ran again and ended',
  manifests,
};

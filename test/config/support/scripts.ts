import { Duration } from 'cdk8s';
import { BootstrapDomain } from '../../../lib/config/console/bootstrap-domain';
import { BootstrapSynchronizer } from '../../../lib/config/console/bootstrap-synchronizer';
import { ConnectParticipant } from '../../../lib/config/console/connect-participant';
import { SecretFile } from '../../../lib/model/config-file';
import { PruningSchedule } from '../../../lib/model/pruning-schedule';
import { SecretKey } from '../../../lib/model/secret-key';
import { SequencerQuorum } from '../../../lib/model/sequencer-quorum';

export const SUNDAYS = PruningSchedule.of({ cron: '0 0 2 ? * SUN', maxDuration: Duration.hours(6), retention: Duration.days(90) });

export const ROOT: SecretFile = {
  secret: SecretKey.of('sequencer-tls', 'ca.crt'), purpose: 'root certificates that sequencer.iou.svc is checked against (PEM)',
};

/** The domain of one operator, with one mediator service. */
export const FIRST_START: BootstrapDomain = {
  domain: 'iou',
  managers: ['manager-0', 'manager-1'],
  sequencers: ['sequencer'],
  mediators: [{ service: 'mediator', replicas: ['mediator-0-0', 'mediator-0-1'] }],
  sequencerUrls: ['https://sequencer.iou.svc:4401'],
  rootCertificate: ROOT,
  admit: [],
};

/** Two mediator services, sequencers that members balance over, no certificate. */
export const SEVERAL: BootstrapDomain = {
  ...FIRST_START,
  mediators: [...FIRST_START.mediators, { service: 'mediator-b', replicas: ['mediator-1-0'] }],
  sequencerUrls: ['http://sequencer-0.iou.svc:4401', 'http://sequencer-1.iou.svc:4401', 'http://sequencer-2.iou.svc:4401'],
  rootCertificate: undefined,
};

/** Sequencers on a blockchain: nodes of their own. */
export const ON_A_CHAIN: BootstrapDomain = { ...SEVERAL, sequencers: ['sequencer-0', 'sequencer-1', 'sequencer-2'] };

/** A domain that lets two participants in. */
export const ADMITTING: BootstrapDomain = { ...FIRST_START, managers: ['manager-0'], admit: ['PAR::bank-a::1220ab', 'PAR::bank-b::1220cd'] };

/** A participant that joins the domain of another operator. */
export const CONNECT: ConnectParticipant = {
  participants: ['participant-0'],
  domains: [{ alias: 'iou', sequencerUrls: ['https://sequencer.example.com:4401'], managers: [] }],
  dars: [],
  ping: false,
};

/** A participant that learns of new sequencers after the manager of their domain. */
export const FOLLOWING: ConnectParticipant = {
  ...CONNECT, domains: [{ alias: 'iou', sequencerUrls: SEVERAL.sequencerUrls, managers: ['manager-0-0', 'manager-0-1'], followsManager: true }],
};

/** A participant without a router that joins two domains, one of them this deployment's own. */
export const CONNECT_ALL: ConnectParticipant = {
  participants: ['participant-0', 'participant-1'],
  domains: [
    {
      alias: 'iou',
      sequencerUrls: ['https://sequencer-0.iou.svc:4401', 'https://sequencer-1.iou.svc:4401'],
      rootCertificate: ROOT,
      managers: ['manager-0-0', 'manager-0-1'],
    },
    {
      alias: 'other',
      domainId: 'other::1220ef',
      sequencerUrls: ['https://sequencer.example.com:4401'],
      rootCertificate: { secret: SecretKey.of('other-ca', 'root.crt'), purpose: 'root certificate of the other domain' },
      managers: [],
    },
  ],
  dars: ['/dars/0/iou.dar', '/dars/1/swap.dar'],
  ping: true,
};

/** A synchronizer of two sequencers and one mediator service. */
export const SYNCHRONIZER: BootstrapSynchronizer = {
  synchronizer: 'iou',
  sequencers: ['sequencer-0', 'sequencer-1'],
  bft: false,
  ownerThreshold: 2,
  mediators: [{ service: 'mediator', replicas: ['mediator-0-0', 'mediator-0-1'] }],
  mediatorThreshold: 1,
  quorum: SequencerQuorum.of('synchronizer', 2, 0),
  protocolVersion: 35,
  kms: false,
  open: false,
  admit: [],
};

/** Four sequencers that agree, two mediator services that must say the same, and keys in a key management service. */
export const BFT_SYNCHRONIZER: BootstrapSynchronizer = {
  ...SYNCHRONIZER,
  sequencers: ['sequencer-0', 'sequencer-1', 'sequencer-2', 'sequencer-3'],
  bft: true,
  ownerThreshold: 3,
  mediators: [...SYNCHRONIZER.mediators, { service: 'mediator-b', replicas: ['mediator-1-0'] }],
  mediatorThreshold: 2,
  quorum: SequencerQuorum.of('synchronizer', 4, 1),
  kms: true,
  admit: ['PAR::bank-a::1220ab', 'PAR::bank-b::1220cd'],
};

/** One that any participant may join. */
export const OPEN_SYNCHRONIZER: BootstrapSynchronizer = { ...SYNCHRONIZER, open: true };

/** A participant that joins a synchronizer that is open. */
export const JOIN: ConnectParticipant = {
  participants: ['participant-0'],
  domains: [],
  synchronizers: [{
    alias: 'iou',
    sequencers: [
      { alias: 'sequencer-0', url: 'https://sequencer-0.iou.svc:4401', rootCertificate: ROOT },
      { alias: 'sequencer-1', url: 'https://sequencer-1.iou.svc:4401', rootCertificate: ROOT },
    ],
    quorum: SequencerQuorum.of('participant', 2, 0),
  }],
  dars: [],
  ping: false,
};

/** A participant without a router that joins two synchronizers: one of its own app, which must admit it, and another operator's. */
export const JOIN_ALL: ConnectParticipant = {
  ...JOIN,
  participants: ['participant-0', 'participant-1'],
  synchronizers: [{ ...JOIN.synchronizers![0], admittedBy: ['sequencer-0-0', 'sequencer-0-1'] }, {
    alias: 'other',
    synchronizerId: 'other::1220ef::35-0',
    sequencers: [{ alias: 'their-sequencer', url: 'https://sequencer.example.com:4401' }],
    quorum: SequencerQuorum.of('participant', 1, 0),
  }],
  dars: ['/dars/0/iou.dar', '/dars/1/swap.dar'],
  ping: true,
};

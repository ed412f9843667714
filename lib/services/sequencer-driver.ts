import { bftDriver } from '../config/canton3/bft-driver';
import { referenceDriver } from '../config/canton3/reference-driver';
import { SequencerKind } from '../config/config-dialect';
import { Hocon } from '../config/hocon/hocon';
import { SequencerDriverConfig } from '../config/node-config';
import { Endpoint } from '../model/endpoint';
import { Exposure } from '../model/exposure';
import { PostgresDatabase } from '../model/postgres';
import { SequencerDriverJar } from '../model/sequencer-driver-jar';
import { Storage } from '../model/storage';
import { Tls } from '../model/tls';
import { describe, refuse, requireResolved } from '../model/validation';

/** One sequencer of several: a node of its own, with an identity, keys and a database that no other has. */
export interface OwnSequencer {
  /** Its own database: what it has ordered, and its keys. It is never shared (rule R45). */
  readonly storage: Storage;
}

/** One sequencer on a blockchain. */
export interface BlockchainSequencer extends OwnSequencer {
  /**
   * Everything below `sequencer.config`, as the driver's documentation names it: its keys are not public, so they are passed on as they stand.
   * Secrets in it are `Hocon.secret` and `Hocon.secretFile`.
   */
  readonly config: Hocon;
}

/** One sequencer on Hyperledger Fabric. */
export interface FabricSequencer extends BlockchainSequencer {
  /**
   * The peers that its `config` names: two or more, so that one may fail, and not the same as those of another sequencer (rule R46). They are
   * named here so that this is checked.
   */
  readonly peers: Endpoint[];
}

/** One sequencer on Ethereum (Hyperledger Besu). */
export interface EthereumSequencer extends BlockchainSequencer {
  /**
   * Address of the account of its wallet (`0x` and 40 hex digits), which no other sequencer uses: transactions of two on one account get stuck
   * (rule R46). It is named here so that this is checked; the wallet is a matter of its `config`.
   */
  readonly account: string;

  /** The one client node that its `config` names: no other sequencer depends on it (rule R46). */
  readonly client: Endpoint;
}

/** Sequencers on Hyperledger Fabric. */
export interface FabricDriverProps {
  /** The jar with the driver. */
  readonly jar: SequencerDriverJar;
  /** The sequencers: `<id>-0`, `<id>-1` and so on. A new one is added at the end, and only the last is ever taken away. */
  readonly sequencers: FabricSequencer[];
}

/** Sequencers on Ethereum. */
export interface EthereumDriverProps {
  /** The jar with the driver. */
  readonly jar: SequencerDriverJar;
  /** The sequencers: `<id>-0`, `<id>-1` and so on. A new one is added at the end, and only the last is ever taken away. */
  readonly sequencers: EthereumSequencer[];
}

/** One sequencer of a synchronizer of Canton 3. */
export interface SynchronizerSequencer extends OwnSequencer {
  /**
   * Whether and how its public API is reached from outside the cluster, for other operators' participants: each sequencer at an address of its own.
   *
   * @default Exposure.clusterInternal()
   */
  readonly exposure?: Exposure;
}

/** Sequencers of Canton 3 that order messages in one database which they share. */
export interface ReferenceDriverProps {
  /** The database that they share, beside the one that each of them has of its own. */
  readonly storage: PostgresDatabase;
  /** The sequencers: `<id>-0`, `<id>-1` and so on, two or more. A new one is added at the end, and only the last is ever taken away. */
  readonly sequencers: SynchronizerSequencer[];
}

/** Sequencers of Canton 3 that agree among themselves. */
export interface BftDriverProps {
  /** The sequencers: `<id>-0`, `<id>-1` and so on. A new one is added at the end, and only the last is ever taken away. */
  readonly sequencers: SynchronizerSequencer[];

  /**
   * Acknowledges that with two or three sequencers none of them may fail: agreement needs more than two thirds of them.
   *
   * @default false
   */
  readonly acceptNoFaultTolerance?: boolean;
}

/** What a driver is told of the service around it. @internal */
export interface SequencerNetwork {
  /** Where the sequencers reach each other, in their order. */
  readonly peers: Endpoint[];
  readonly port: number;
  readonly tls: Tls;
}

/** What orders messages in the place of one SQL database: a blockchain in Canton 2, sequencers with an identity each in Canton 3. */
export class SequencerDriver {
  /**
   * Canton 3 with blocks in one PostgreSQL database that all sequencers share (https://docs.digitalasset.com/operate/3.5/howtos/configure/sequencer_backend.html).
   * Members go on as long as one of the sequencers runs, and that database.
   */
  public static reference(props: ReferenceDriverProps): SequencerDriver {
    requireSynchronizerSequencers('reference', props.sequencers);
    if (!(props.storage instanceof PostgresDatabase)) {
      refuse(`reference driver: storage must come from PostgresServer.database, got ${describe(props.storage)}; all sequencers share it`);
    }
    const config = referenceDriver(props.storage);
    return new SequencerDriver('reference', undefined, props.sequencers, [], () => config, { shared: props.storage, agreeing: false, faulty: 0 });
  }

  /**
   * Canton 3 with sequencers that agree on every block, Byzantine fault tolerant: of four one may fail or lie, of seven two. Its makers call it beta
   * (https://docs.digitalasset.com/operate/3.5/howtos/configure/sequencer_backend.html).
   */
  public static bft(props: BftDriverProps): SequencerDriver {
    const count = requireSynchronizerSequencers('BFT', props.sequencers).length;
    if (count < 4 && props.acceptNoFaultTolerance !== true) {
      refuse(`BFT driver: sequencers must be four or more, so that one may fail, got ${count}: agreement needs more than two thirds of them; add sequencers, or write `
        + 'acceptNoFaultTolerance: true');
    }
    return new SequencerDriver('BFT', undefined, props.sequencers, [], orderer, { agreeing: true, faulty: Math.floor((count - 1) / 3) });
  }

  /** Hyperledger Fabric (https://docs.daml.com/canton/usermanual/domains/fabric.html). */
  public static fabric(props: FabricDriverProps): SequencerDriver {
    const sets = requireSequencers('Fabric', props.sequencers).map(({ peers }, index) => requirePeers(`Fabric sequencer ${index}`, peers));
    sets.forEach((set, index) => {
      const other = sets.indexOf(set);
      if (other !== index) {
        refuse(`Fabric sequencers ${other} and ${index}: peers must differ, got ${set} twice; with another set each, members fail over from one to the other (rule R46)`);
      }
    });
    return new SequencerDriver('fabric', props.jar, props.sequencers, [], onChain('fabric', props.sequencers));
  }

  /** Ethereum, tested with Hyperledger Besu (https://docs.daml.com/canton/usermanual/domains/ethereum.html). */
  public static ethereum(props: EthereumDriverProps): SequencerDriver {
    const owned = requireSequencers('Ethereum', props.sequencers).map(({ account, client }, index) => [
      `Ethereum account ${requireAccount(`Ethereum sequencer ${index}`, account)}`, `Ethereum client ${client}`,
    ]);
    return new SequencerDriver('ethereum', props.jar, props.sequencers, owned, onChain('ethereum', props.sequencers));
  }

  private constructor(
    /** Canton's name of it: `fabric`, `ethereum`, `reference` or `BFT`. */
    public readonly name: string,
    /** The jar with the driver, where it is not in Canton's own image. */
    public readonly jar: SequencerDriverJar | undefined,
    /** The sequencers. */
    public readonly sequencers: OwnSequencer[],
    /** What each sequencer shares with no other sequencer of the app. @internal */
    public readonly _owned: string[][],
    /** What a sequencer is configured with. @internal */
    public readonly _config: (index: number, network: SequencerNetwork) => SequencerDriverConfig,
    /** Where sequencers are those of Canton 3. @internal */
    public readonly _synchronizer?: SynchronizerDriver,
  ) {}

  /** @internal */
  public get _kind(): SequencerKind {
    return this.name as SequencerKind;
  }
}

/** What sets the sequencers of Canton 3 apart: each is one endpoint of its own, and never behind a name for all (facts F.8). @internal */
export interface SynchronizerDriver {
  /** The database that all sequencers share. */
  readonly shared?: PostgresDatabase;
  /** Whether they agree among themselves. */
  readonly agreeing: boolean;
  /** How many of them may fail in whatever way. */
  readonly faulty: number;
}

function onChain(type: string, sequencers: BlockchainSequencer[]): SequencerDriver['_config'] {
  return (index) => ({ type, config: sequencers[index].config });
}

function orderer(index: number, { peers, port, tls }: SequencerNetwork): SequencerDriverConfig {
  return bftDriver({ self: peers[index], peers: peers.filter((_, other) => other !== index), port, tls });
}

/** A single sequencer would be away for as long as its process takes to start elsewhere. */
function requireSynchronizerSequencers(driver: string, sequencers: SynchronizerSequencer[]): SynchronizerSequencer[] {
  return Array.isArray(sequencers) && sequencers.length >= 2
    ? sequencers
    : refuse(`${driver} driver: sequencers must be two or more, so that members can go on while one is away, got ${describe(sequencers)}`);
}

function requireSequencers<S extends BlockchainSequencer>(chain: string, sequencers: S[]): S[] {
  if (!Array.isArray(sequencers) || sequencers.length === 0) {
    refuse(`${chain} driver: sequencers must name at least one sequencer, got ${describe(sequencers)}`);
  }
  sequencers.forEach(({ config }, index) => {
    if (!(config instanceof Hocon) || config._node.kind !== 'object') {
      refuse(`${chain} sequencer ${index}: config must be an object, what stands below sequencer.config, got ${config instanceof Hocon ? config._node.kind : describe(config)}; `
        + 'use Hocon.of({ ... })');
    }
  });
  return sequencers;
}

/** The set as text, whatever its order. */
function requirePeers(owner: string, peers: Endpoint[]): string {
  const addresses = [...new Set(peers.map(String))].sort();
  return addresses.length < 2
    ? refuse(`${owner}: peers must be two or more, so that one may fail (rule R46), got ${addresses.join(', ') || 'none'}`)
    : addresses.join(', ');
}

function requireAccount(owner: string, account: string): string {
  return /^0x[0-9a-fA-F]{40}$/.test(requireResolved(`${owner}: account`, account))
    ? account.toLowerCase()
    : refuse(`${owner}: account must be 0x and 40 hex digits, got '${account}'`);
}

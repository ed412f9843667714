import { Hocon } from '../config/hocon/hocon';
import { Endpoint } from '../model/endpoint';
import { SequencerDriverJar } from '../model/sequencer-driver-jar';
import { Storage } from '../model/storage';
import { describe, refuse, requireResolved } from '../model/validation';

/** One sequencer on a blockchain: a node of its own, with an identity, keys and a database that no other has. */
export interface BlockchainSequencer {
  /** Its own database: a cache of the chain, and its keys. It is never shared (rule R45). */
  readonly storage: Storage;

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
  /** The sequencers: `<id>-0`, `<id>-1` and so on. A new one is added at the end. */
  readonly sequencers: FabricSequencer[];
}

/** Sequencers on Ethereum. */
export interface EthereumDriverProps {
  /** The jar with the driver. */
  readonly jar: SequencerDriverJar;
  /** The sequencers: `<id>-0`, `<id>-1` and so on. A new one is added at the end. */
  readonly sequencers: EthereumSequencer[];
}

/** A blockchain that orders a domain's messages in the place of an SQL database. */
export class SequencerDriver {
  /** Hyperledger Fabric (https://docs.daml.com/canton/usermanual/domains/fabric.html). */
  public static fabric(props: FabricDriverProps): SequencerDriver {
    const sets = requireSequencers('Fabric', props.sequencers).map(({ peers }, index) => requirePeers(`Fabric sequencer ${index}`, peers));
    sets.forEach((set, index) => {
      const other = sets.indexOf(set);
      if (other !== index) {
        refuse(`Fabric sequencers ${other} and ${index}: peers must differ, got ${set} twice; with another set each, members fail over from one to the other (rule R46)`);
      }
    });
    return new SequencerDriver('fabric', props.jar, props.sequencers, []);
  }

  /** Ethereum, tested with Hyperledger Besu (https://docs.daml.com/canton/usermanual/domains/ethereum.html). */
  public static ethereum(props: EthereumDriverProps): SequencerDriver {
    const owned = requireSequencers('Ethereum', props.sequencers).map(({ account, client }, index) => [
      `Ethereum account ${requireAccount(`Ethereum sequencer ${index}`, account)}`, `Ethereum client ${client}`,
    ]);
    return new SequencerDriver('ethereum', props.jar, props.sequencers, owned);
  }

  private constructor(
    /** Canton's name of it: `fabric` or `ethereum`. */
    public readonly name: string,
    /** The jar with the driver. */
    public readonly jar: SequencerDriverJar,
    /** The sequencers. */
    public readonly sequencers: BlockchainSequencer[],
    /** What each sequencer shares with no other sequencer of the app. @internal */
    public readonly _owned: string[][],
  ) {}
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

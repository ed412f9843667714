import { RouterOptions, routerOptions } from './router';

/** How members of a domain reach its sequencers (rules R38, R42). */
export class SequencerAccess {
  /**
   * One Service for all of them. Connections are balanced, not requests: a member stays on one instance for as long as its connection lives. Where that
   * instance's node is lost, it may take up to a minute to find another one.
   */
  public static service(): SequencerAccess {
    return new SequencerAccess(false, undefined);
  }

  /**
   * Members know every instance by a name of its own and balance by themselves (rule R39). Adding an instance changes the connections of all members:
   * the Jobs change those of this app; other operators must be told.
   */
  public static clientSide(): SequencerAccess {
    return new SequencerAccess(true, undefined);
  }

  /**
   * HAProxy pods that know HTTP/2 in front of all of them: requests of one connection are balanced where TLS ends in them
   * (`RouterTls.reencrypt`), connections where TLS passes through.
   */
  public static loadBalancer(options: RouterOptions = {}): SequencerAccess {
    return new SequencerAccess(false, routerOptions(options));
  }

  private constructor(
    /** @internal */
    public readonly _clientSide: boolean,
    /** @internal */
    public readonly _loadBalancer: Required<RouterOptions> | undefined,
  ) {}
}

import { RouterOptions, routerOptions } from './router';

/** When readiness itself routes. */
export interface ReadinessRoutingOptions {
  /**
   * Acknowledges that with two or more instances the workload never becomes available, rollouts wait for ever and the active can never be drained.
   *
   * @default false
   */
  readonly acceptNeverAvailable?: boolean;
}

/** How clients reach the active instance of a participant service. */
export class ActiveRouting {
  /**
   * Two HAProxy pods ask each instance whether it is active and send connections only there. All instances that are up are Ready, so rollouts,
   * drains and budgets behave as usual. The default for two or more instances.
   */
  public static proxy(options: RouterOptions = {}): ActiveRouting {
    return new ActiveRouting(routerOptions(options), false, false);
  }

  /** The instance that holds the database lock is the one that is Ready, and the Service selects it. The default for one instance. */
  public static readiness(options: ReadinessRoutingOptions = {}): ActiveRouting {
    return new ActiveRouting(undefined, false, options.acceptNeverAvailable ?? false);
  }

  /**
   * Clients know all instances and find the active one by themselves: its Ledger API port is open, those of the others are closed. The Service `<id>`
   * has no address of its own but names all instances, so a gRPC client that tries each address of a name in turn needs nothing else. Where no router
   * may stand between.
   */
  public static clientSide(): ActiveRouting {
    return new ActiveRouting(undefined, true, false);
  }

  private constructor(
    /** @internal */
    public readonly _proxy: Required<RouterOptions> | undefined,
    /** @internal */
    public readonly _clientSide: boolean,
    /** @internal */
    public readonly _acceptNeverAvailable: boolean,
  ) {}

  /** Whether Ready means active: then a pod must be gone before its replacement can become Ready, and a budget could only block. @internal */
  public get _byReadiness(): boolean {
    return this._proxy === undefined && !this._clientSide;
  }
}

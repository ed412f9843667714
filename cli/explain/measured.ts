import { Mode, Service } from '../topology/model';

/** docs/failover.md, put in by the bundler: figures stand in one place only. */
declare const FAILOVER_PAGE: string;

/** Canton's own timing takes longer than this until a standby begins. */
const FAST_SECONDS = 5;

interface Row {
  readonly isCanton3: boolean;
  readonly fault: string;
  readonly client: string;
  readonly times: number;
  readonly worst: number;
}

/** What clients of a real cluster saw, by the page that its trial wrote. Every answer is a sentence, or nothing where nothing was measured. */
export class Measured {
  /** What the library's own cluster showed. */
  public static shipped(): Measured {
    return new Measured(FAILOVER_PAGE);
  }

  private readonly rows: readonly Row[];

  public constructor(page: string) {
    this.rows = page.split(/^## Canton 3/m).flatMap((ledger, index) => (
      [...ledger.matchAll(/^\| ([^|]+) \| ([^|]+) \| (\d+) \| [\d.]+ \| ([\d.]+) \|/gm)]
        .filter(([, fault]) => !fault.endsWith(', all')) // the sum of rows that stand there too
        .map(([, fault, client, times, worst]) => ({ isCanton3: index > 0, fault, client, times: Number(times), worst: Number(worst) }))
    ));
  }

  /** One of its processes was killed. */
  public killed(service: Service): string | undefined {
    const way = service.isCanton3 ? 'a connection to each sequencer' : `SequencerAccess.${service.balancer === undefined ? 'clientSide()' : 'service()'}`;
    const faults: { [component: string]: string } = {
      'participant': 'active participant killed',
      'mediator': 'active mediator killed',
      'domain-manager': 'active domain manager killed',
      'sequencer': `sequencer killed (SIGKILL); ${way}`,
      'json-api': 'JSON API pod lost',
    };
    return this.worst(service, faults[service.component]);
  }

  /** Its active process was stopped, but not ended. */
  public hung(service: Service): string | undefined {
    return service.component === 'participant' ? this.worst(service, 'active participant hung') : undefined;
  }

  /** One of its load balancer's processes was killed. */
  public balancerKilled(service: Service): string | undefined {
    return service.component === 'participant' ? this.worst(service, 'HAProxy killed') : undefined;
  }

  /** The node of its active instance was lost. */
  public nodeLost(service: Service): string | undefined {
    return service.component === 'participant' ? this.worst(service, 'node lost; on it: the active,') : undefined;
  }

  /** The database server crashed and came back. */
  public databaseLost(service: Service): string | undefined {
    return service.component === 'participant' ? this.worst(service, 'database crashed') : undefined;
  }

  private worst(service: Service, fault: string | undefined): string | undefined {
    const client = clientsOf(service);
    const rows = fault === undefined ? [] : this.rows.filter((row) => (
      row.isCanton3 === service.isCanton3 && row.fault.startsWith(fault) && (client === undefined || row.client === client)
    ));
    const times = rows.reduce((sum, row) => sum + row.times, 0);
    return rows.length === 0 ? undefined
      : `at worst ${Math.max(...rows.map(({ worst }) => worst))} s without an answer, in ${times} ${times === 1 ? 'trial' : 'trials'} with a double of Canton (docs/failover.md)`;
  }
}

/** How the clients of the trial reached a participant like this one. */
function clientsOf({ component, mode, balancer, recovery }: Service): string | undefined {
  if (component !== 'participant') {
    return undefined;
  }
  const proxy = (recovery?.begins ?? 0) < FAST_SECONDS ? 'proxy()' : 'proxy(), Canton\'s own timing';
  return mode === Mode.SINGLE ? 'readiness(), one instance' : balancer === undefined ? 'clientSide()' : proxy;
}

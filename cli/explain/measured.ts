import { Mode, Service } from '../topology/model';

/** docs/failover.md, put in by the bundler: figures stand in one place only. */
declare const FAILOVER_PAGE: string;

/** Canton's own timing takes longer than this until a standby begins. */
const FAST_SECONDS = 5;

interface Row {
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
    this.rows = [...page.matchAll(/^\| ([^|]+) \| ([^|]+) \| (\d+) \| [\d.]+ \| ([\d.]+) \|/gm)]
      .map(([, fault, client, times, worst]) => ({ fault, client, times: Number(times), worst: Number(worst) }));
  }

  /** One of its processes was killed. */
  public killed(service: Service): string | undefined {
    const way = service.balancer === undefined ? 'clientSide()' : 'service()';
    const faults: { [component: string]: string } = {
      'participant': 'active participant killed',
      'mediator': 'active mediator killed',
      'domain-manager': 'active domain manager killed',
      'sequencer': `sequencer killed (SIGKILL); SequencerAccess.${way}`,
      'json-api': 'JSON API pod lost',
    };
    return this.worst(faults[service.component], clientsOf(service));
  }

  /** Its active process was stopped, but not ended. */
  public hung(service: Service): string | undefined {
    return service.component === 'participant' ? this.worst('active participant hung', clientsOf(service)) : undefined;
  }

  /** The node of its active instance was lost. */
  public nodeLost(service: Service): string | undefined {
    return service.component === 'participant' ? this.worst('node lost; on it: the active', clientsOf(service)) : undefined;
  }

  /** The database server crashed and came back. */
  public databaseLost(service: Service): string | undefined {
    return service.component === 'participant' ? this.worst('database crashed', clientsOf(service)) : undefined;
  }

  private worst(fault: string | undefined, client: string | undefined): string | undefined {
    const rows = fault === undefined ? [] : this.rows.filter((row) => row.fault.startsWith(fault) && (client === undefined || row.client === client));
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

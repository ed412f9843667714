import { k8s } from 'cdk8s-plus-27';

/** The three questions that the kubelet asks of a container. */
export interface Probes {
  readonly startup: k8s.Probe;
  readonly liveness: k8s.Probe;
  readonly readiness: k8s.Probe;
}

/**
 * A hung process is gone after 4 failures of 5 s each and 5 s of grace, about 25 s in all: a hung active keeps its database session, so no
 * standby could take over before.
 */
const LIVENESS = { periodSeconds: 5, failureThreshold: 4, timeoutSeconds: 4, terminationGracePeriodSeconds: 5 };
const READINESS = { periodSeconds: 5, failureThreshold: 2, timeoutSeconds: 4 };

/**
 * Where every instance that is up is Ready, Ready routes nobody: it lets a budget's next eviction go. A standby that takes over needs about 15 s (5 s and N),
 * and so does one of another service that the same drain stopped some seconds later. A drain of the next node must not begin meanwhile, or two short breaks become
 * a long one; so a fresh instance counts from its 20th second on, not from its first.
 */
const STANDBY_READINESS = { ...READINESS, initialDelaySeconds: 20 };

/**
 * Nodes that clients know by their own names, Ready or not: here too Ready lets the next one be replaced or evicted. Clients ask one that was away again
 * within 10 s, so that it counts when it has been healthy for 15 s.
 */
const IDENTITY_READINESS = { ...READINESS, successThreshold: 4 };

/** Asks a process every 5 s until it is up, for as long as `budgetSeconds`: until then nothing else is asked. */
function startup(budgetSeconds: number): Partial<k8s.Probe> {
  return { periodSeconds: 5, failureThreshold: Math.ceil(budgetSeconds / 5), timeoutSeconds: 4 };
}

/**
 * Probes of a Canton node by gRPC (facts C.2). Liveness asks the service `liveness`, which every node that is up answers, passive or active;
 * it never asks for activeness, which would kill healthy standbys for ever.
 *
 * @param readinessService `liveness` where every instance that is up is ready, `''` where only an active or serving one is
 * @param isIdentity whether clients know the instance by its own name only
 */
export function grpcProbes(port: number, readinessService: 'liveness' | '', startupBudgetSeconds: number, isIdentity = false): Probes {
  const live = { grpc: { port, service: 'liveness' } };
  const healthy = { grpc: { port }, ...(isIdentity ? IDENTITY_READINESS : READINESS) };
  return {
    startup: { ...live, ...startup(startupBudgetSeconds) },
    liveness: { ...live, ...LIVENESS },
    readiness: readinessService === '' ? healthy : { ...live, ...STANDBY_READINESS },
  };
}

/** Probes of a process with `/livez` and `/readyz`, or other paths. */
export function httpProbes(port: string, paths: { live: string; ready: string }, startupBudgetSeconds: number): Probes {
  const live = httpGet(port, paths.live);
  return {
    startup: { ...live, ...startup(startupBudgetSeconds) },
    liveness: { ...live, ...LIVENESS },
    readiness: { ...httpGet(port, paths.ready), ...READINESS },
  };
}

/**
 * Probes of a process whose `/readyz` asks its ledger, for up to 5 s. When it has not been ready for a minute, which is longer than a
 * failover takes, it is started again: its connection may end in a node that is lost, and it would not notice before the kernel does, after a quarter of an hour
 * (decision 0053).
 */
export function ledgerClientProbes(port: string, paths: { live: string; ready: string }, startupBudgetSeconds: number): Probes {
  const ready = { ...httpGet(port, paths.ready), timeoutSeconds: 6 };
  return {
    startup: { ...httpGet(port, paths.live), ...startup(startupBudgetSeconds) },
    liveness: { ...ready, periodSeconds: 10, failureThreshold: 6, terminationGracePeriodSeconds: LIVENESS.terminationGracePeriodSeconds },
    readiness: { ...ready, periodSeconds: 6, failureThreshold: READINESS.failureThreshold },
  };
}

function httpGet(port: string, path: string): Pick<k8s.Probe, 'httpGet'> {
  return { httpGet: { path, port: k8s.IntOrString.fromString(port) } };
}

/** Probes by running a command in the container. */
export function execProbes(command: string[], startupBudgetSeconds: number): Probes {
  return {
    startup: { exec: { command }, ...startup(startupBudgetSeconds) },
    liveness: { exec: { command }, ...LIVENESS },
    readiness: { exec: { command }, ...READINESS },
  };
}

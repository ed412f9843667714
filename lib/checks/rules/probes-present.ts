import { Check } from '../check';

export const PROBES_PRESENT: Check = {
  id: 'probes-present',
  severity: 'warning',
  sentence: 'Every container with ports has a liveness and a readiness probe.',
  why: 'Without readiness, clients are sent to pods that do not serve yet; without liveness, a process that hangs holds its database lock for ever '
    + '(https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/).',
  fix: 'Add livenessProbe and readinessProbe.',
  find: (deployment) => deployment.longRunning.flatMap(({ id, containers }) => containers.filter(({ ports }) => ports.length > 0)
    .flatMap((container) => {
      const missing = (['livenessProbe', 'readinessProbe'] as const).filter((kind) => container.probe(kind) === undefined);
      return missing.length === 0 ? [] : [{ object: id, message: `container '${container.name}' has no ${missing.join(' and no ')}` }];
    })),
};

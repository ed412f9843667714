import { Check } from '../check';

const RESOURCES = ['cpu', 'memory', 'ephemeral-storage'];

export const RESOURCES_REQUESTED: Check = {
  id: 'resources-requested',
  severity: 'warning',
  sentence: 'Every container asks for CPU, memory and ephemeral storage.',
  why: 'What is not asked for is not kept free: pods starve one another, and those without a request are evicted first '
    + '(https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/).',
  fix: 'Set resources.requests (or limits, which count as requests) for cpu, memory and ephemeral-storage.',
  find: (deployment) => deployment.workloads.flatMap(({ id, allContainers }) => allContainers.flatMap((container) => {
    const missing = RESOURCES.filter((resource) => container.request(resource) === undefined);
    return missing.length === 0 ? [] : [{ object: id, message: `container '${container.name}' requests no ${missing.join(', no ')}` }];
  })),
};

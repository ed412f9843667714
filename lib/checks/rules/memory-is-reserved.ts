import { Check } from '../check';
import { quantity } from '../quantity';

export const MEMORY_IS_RESERVED: Check = {
  id: 'memory-is-reserved',
  severity: 'warning',
  sentence: 'A container that asks for memory is given all that it may use: request and limit are the same.',
  why: 'Memory beyond the request is taken back by killing the pod when its node runs short, and a heap never shrinks '
    + '(https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/).',
  fix: 'Set the memory limit to the memory request.',
  find: (deployment) => deployment.workloads.flatMap(({ id, allContainers }) => allContainers.flatMap((container) => {
    const [request, limit] = [container.request('memory'), container.limit('memory')];
    return quantity(request) === quantity(limit) ? [] : [{
      object: id,
      message: `container '${container.name}' must have a memory limit of ${request}, as it requests, got ${limit ?? 'none'}`,
    }];
  })),
};

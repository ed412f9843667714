import { Check } from '../check';
import { Container } from '../container';
import { jvmSize, mebibytes, quantity } from '../quantity';
import { listAt } from '../read';

const OVERHEAD = 512 * 2 ** 20;
const MAXIMUM_PERCENTAGE = 80;

export const HEAP_FITS_MEMORY: Check = {
  id: 'heap-fits-memory',
  severity: 'error',
  sentence: 'The Java heap and 512 MiB beside it fit into the memory limit, or the heap is at most 80 % of it.',
  why: 'Threads, buffers and classes live outside of the heap; a container that goes over its limit is killed, at the time of the highest load '
    + '(https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/).',
  fix: 'Lower -Xmx or MaxRAMPercentage, or raise the memory limit.',
  find: (deployment) => deployment.workloads.flatMap(({ id, allContainers }) => allContainers.flatMap((container) => {
    const message = tooMuch(container);
    return message === undefined ? [] : [{ object: id, message: `container '${container.name}': ${message}` }];
  })),
};

function tooMuch(container: Container): string | undefined {
  const options = [...container.jvmOptions, ...container.command, ...listAt(container.tree, 'args').map(String)];
  const heap = last(options, /^-Xmx(\d+[kmgt]?)$/i);
  const percentage = last(options, /^-XX:MaxRAMPercentage=([\d.]+)$/);
  const limit = quantity(container.limit('memory'));
  if (heap === undefined) {
    return percentage === undefined || Number(percentage) <= MAXIMUM_PERCENTAGE
      ? undefined : `MaxRAMPercentage must be at most ${MAXIMUM_PERCENTAGE}, got ${percentage}`;
  }
  return limit === undefined || jvmSize(heap) + OVERHEAD <= limit
    ? undefined : `heap must be at most ${mebibytes(Math.max(0, limit - OVERHEAD))} (limit ${mebibytes(limit)} less ${mebibytes(OVERHEAD)}), got ${mebibytes(jvmSize(heap))}`;
}

function last(options: readonly string[], pattern: RegExp): string | undefined {
  return options.flatMap((option) => pattern.exec(option)?.[1] ?? []).pop();
}

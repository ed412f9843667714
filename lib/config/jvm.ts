import { Resources } from '../model/resources';
import { refuse } from '../model/validation';

/** What a JVM needs beside its heap: metaspace, code cache, threads, direct buffers of Netty. In MiB. */
const OUTSIDE_HEAP_MIB = 512;
const MINIMUM_HEAP_MIB = 256;
const HEAP_SHARE = 0.7;

/**
 * Options that fit a JVM into its container: at most 70 % of the memory limit and never less than 512 MiB beside the heap; the process
 * ends when memory runs out, so that Kubernetes restarts it; names are asked for again after 5 s, because a failover changes addresses, and from
 * Java 21 on keep the last one for 2 minutes while no name server answers, which a lost node may have taken along.
 *
 * @internal
 */
export function jvmOptions(owner: string, resources: Resources, extra: string[]): string {
  const limit = resources.memory.toMebibytes();
  const heap = Math.floor(Math.min(limit * HEAP_SHARE, limit - OUTSIDE_HEAP_MIB));
  if (heap < MINIMUM_HEAP_MIB) {
    refuse(`${owner}: memory must be at least ${OUTSIDE_HEAP_MIB + MINIMUM_HEAP_MIB} MiB for a JVM, got ${limit} MiB`);
  }
  const spaced = extra.find((option) => /\s/.test(option));
  if (spaced !== undefined) {
    refuse(`${owner}: a JVM option must not hold white space, got '${spaced}'; write one list entry for each option`);
  }
  const names = ['-Dsun.net.inetaddr.ttl=5', '-Dsun.net.inetaddr.negative.ttl=1', '-Dsun.net.inetaddr.stale.ttl=120'];
  return [`-Xms${heap}m`, `-Xmx${heap}m`, '-XX:+ExitOnOutOfMemoryError', ...names, ...extra].join(' ');
}

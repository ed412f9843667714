import { text } from './scala';
import { PruningSchedule } from '../../model/pruning-schedule';

/**
 * Tells a node when to prune (facts B). To say the same again only begins its wait for the next time anew.
 *
 * @param node Scala value of the node: the active instance
 */
export function setPruningSchedule(node: string, { _options: options }: PruningSchedule): string {
  if (options === undefined) {
    return `println("pruning is off")
${node}.pruning.clear_schedule()
`;
  }
  const { cron, maxDuration, retention } = options;
  return `println("pruning at " + ${text(cron)})
${node}.pruning.set_schedule(${text(cron)}, ${maxDuration.toSeconds()}.seconds, ${retention.toSeconds()}.seconds)
`;
}

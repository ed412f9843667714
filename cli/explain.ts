import { Command } from 'commander';
import { explanationOf } from './explain/text';
import { readDeployment } from './manifests';
import { topologyOf } from './topology/topology';

/** `cdk8s-canton explain`: what happens when something dies, in words. */
export function explainCommand(): Command {
  return new Command('explain').argument('[folder]', 'manifests as cdk8s synth wrote them: a folder, or one file', 'dist')
    .description('say for each service what happens when a pod, a node, a zone or a database primary dies, how long it takes, and who must act')
    .action((folder: string) => console.log(explanationOf(topologyOf(readDeployment(folder)))));
}

import { Command } from 'commander';
import { diagramCommand } from './diagram';
import { explainCommand } from './explain';
import { secretsCommand } from './secrets';
import { shardCommand } from './shard';

const HELP = `
Examples:
  $ npx cdk8s-canton diagram dist/
  $ npx cdk8s-canton explain dist/
  $ npx cdk8s-canton shard add a --database participant-a
  $ npx cdk8s-canton shard assign alice bob
  $ npx cdk8s-canton shard show alice
  $ npx cdk8s-canton shard check
  $ npx cdk8s-canton secrets dist`;

new Command('cdk8s-canton').description('tools for ledgers that are made with cdk8s-canton')
  .addCommand(diagramCommand())
  .addCommand(explainCommand())
  .addCommand(shardCommand())
  .addCommand(secretsCommand())
  .addHelpText('after', HELP)
  .parseAsync()
  .catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });

import { execFileSync } from 'child_process';
import * as path from 'path';
import { columns } from '../policy/report';

const ROUNDS = 7;
const BUILD = path.resolve('build');
const IMPORTS: [string, string][] = [
  ['nothing', ''],
  ['cdk8s-plus-27', "require('cdk8s-plus-27')"],
  ['cdk8s-canton', `require(${JSON.stringify(BUILD)})`],
  ['cdk8s-canton, aws used', `require(${JSON.stringify(BUILD)}).aws.AuroraPostgres`],
  ['aws-cdk-lib', "require('aws-cdk-lib')"],
  ['aws-cdk-lib and aws-rds', "require('aws-cdk-lib'); require('aws-cdk-lib/aws-rds').DatabaseCluster"],
];

/** How long programs wait for the library, as it was compiled last (npm run compile): the median of some processes each. A look, not a test. */
export function benchImports(): void {
  // Round by round, so that whatever else the machine does slows all of them.
  const rounds = Array.from({ length: ROUNDS }, () => IMPORTS.map(([, code]) => milliseconds(code)));
  const rows = IMPORTS.map(([name], index) => [name, median(rounds.map(round => round[index])).toFixed(0)]);
  console.log(columns([['import', 'ms'], ...rows], 1).join('\n'));
}

/** Time within the process: starting Node is not counted. */
function milliseconds(code: string): number {
  const program = `const start = performance.now(); ${code}; console.log(performance.now() - start);`;
  return Number(execFileSync(process.execPath, ['-e', program], { encoding: 'utf8' }));
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

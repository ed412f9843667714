import * as path from 'path';
import { parseArgs } from 'util';
import { DISKS } from './app';
import { deploy } from './deploy';
import { DATABASE_FAULTS } from './faults';
import { count, Measurement, measure } from './measure';
import { installOperator } from './operator';
import { report } from './report';
import { certificateAuthority } from '../../control-plane/certificates';
import { command } from '../command';
import { makeDisks } from '../disks';
import { newCluster } from '../grounds';
import { FOLDER } from '../layout';
import { down } from '../lifecycle';
import { writeReport } from '../page';
import { endOnInterrupt, inRounds, say } from '../rounds';

const USAGE = `npm run test:cluster:cnpg -- [options]: a ledger on a database that CloudNativePG's operator runs, on three nodes, and every fault of the database
  --report          write the figures into docs/cloud-native-pg.md
  --only <pattern>  only the faults whose name matches this regular expression
  --times <n>       do each fault so often, not as often as it says itself
  --keep            leave cluster and ledger up for a look; npm run cluster:down ends them
  --install         install Debian packages that are missing
`;

const PAGE = 'docs/cloud-native-pg.md';
const IMAGES = ['pause', 'coredns', 'busybox', 'haproxy', 'double', 'cloud-native-pg'];

const { values: options } = parseArgs({
  options: {
    report: { type: 'boolean' },
    only: { type: 'string', default: '' },
    times: { type: 'string' },
    keep: { type: 'boolean' },
    install: { type: 'boolean', default: false },
    help: { type: 'boolean' },
  },
});

async function main(): Promise<void> {
  const faults = DATABASE_FAULTS.filter(({ name }) => new RegExp(options.only!).test(name));
  if (faults.length === 0) {
    throw new Error(`no fault's name matches '${options.only}'; there are: ${DATABASE_FAULTS.map(({ name }) => name).join(', ')}`);
  }
  await newCluster({ install: options.install!, images: IMAGES });
  makeDisks(DISKS);
  await installOperator();
  say('The operator is ready');
  await deploy(certificateAuthority(path.join(FOLDER, 'ledger'), 'ledger authority'));
  say('The ledger is up on its database and both clients are served');

  const measurements: Measurement[] = [];
  endOnInterrupt();
  for (const fault of inRounds(faults, options.times)) {
    const measurement = await measure(fault);
    say(JSON.stringify(measurement));
    measurements.push(measurement);
  }
  const counts = await count();
  const text = report({ date: new Date().toISOString().slice(0, 10), measurements, counts });
  console.log(text);
  if (options.report) {
    writeReport(PAGE, text);
  }
  process.exitCode = counts.every(({ acknowledged, lost }) => acknowledged > 0 && lost === 0) ? 0 : 1;
  if (!options.keep) {
    await down();
  }
}

command(USAGE, options.help, main);

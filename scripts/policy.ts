import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { appNames, Manifests, synthesize } from './policy/apps';
import { comparison } from './policy/baseline';
import { isAvailable } from './policy/install';
import { report, Result, section } from './policy/report';
import { SCANNERS } from './policy/scanners';
import { judge, parseWaivers, unusedWaivers, WaiverFile } from './policy/waivers';

// Holds the manifests of every app, and its CloudFormation templates, against public scanners. Ends with 1 for a finding without a waiver or a waiver without a finding, and with 2
// where a scanner is missing in CI or cannot be run.

const WAIVERS = 'policy-waivers.yaml';
/** The app that has what the official charts have. */
const COMPARED = 'reference';

const output = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-canton-policy-'));
try {
  process.exitCode = policy(parseWaivers(fs.readFileSync(WAIVERS, 'utf8')));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
} finally {
  fs.rmSync(output, { recursive: true });
}

function policy(file: WaiverFile): number {
  const lacking = SCANNERS.map(scanner => ({ scanner, programs: scanner.needs.filter(installer => !isAvailable(installer)) }));
  const missing = lacking.filter(({ programs }) => programs.length > 0);
  missing.forEach(({ scanner, programs }) => console.log(`${scanner.name}: skipped, because it is installed with ${programs.join(' and ')}, not found here`));
  const scanners = SCANNERS.filter(scanner => !missing.some(other => other.scanner === scanner));
  if (scanners.length === 0 || (missing.length > 0 && process.env.CI === 'true')) {
    return process.env.CI === 'true' ? 2 : 0;
  }
  const scans = scanners.map(scanner => scanner.install());
  const apps = appNames().map(app => synthesize(app, output));
  const results = apps.flatMap(manifests => scans.flatMap(scan => scan(manifests)).map((scan): Result => (
    { app: manifests.app, scan, ...judge(scan.findings, file.waivers) }
  )));
  const unused = unusedWaivers(file.waivers, results.flatMap(({ scan }) => scan.findings), results.map(({ scan }) => scan.tool));
  console.log(report(results, file, unused));
  if (missing.length === 0) {
    console.log(`\n${section('Beside the official charts', comparisonOf(apps, results, file))}`);
  }
  return unused.length > 0 || results.some(({ failed }) => failed.length > 0) ? 1 : 0;
}

function comparisonOf(apps: Manifests[], results: Result[], { waivers }: WaiverFile): string[] {
  return apps.filter(({ app }) => app === COMPARED).flatMap(({ app, workloads }) => {
    const own = results.filter(result => result.app === app);
    const findings = own.flatMap(({ scan }) => scan.findings);
    return comparison({ name: app, workloads: workloads.length, findings, failed: own.flatMap(({ failed }) => failed) }, waivers);
  });
}

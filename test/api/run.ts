import { spawnSync } from 'child_process';
import * as fs from 'fs';
import { isAvailable } from '../../scripts/policy/install';

// Runs the API server tier. Without Go it says so and ends well, but for CI.

if (isAvailable('go')) {
  fs.mkdirSync('test-reports', { recursive: true });
  const report = ['--json', '--outputFile=test-reports/api.json'];
  const jest = ['node_modules/jest/bin/jest.js', '--ci', '--testMatch=**/test/api/*.spec.ts', ...report, ...process.argv.slice(2)];
  process.exitCode = spawnSync(process.execPath, jest, { stdio: 'inherit' }).status ?? 1;
} else {
  console.log('test:api: skipped, because Go, which builds the API server, is not found here');
  process.exitCode = process.env.CI === 'true' ? 2 : 0;
}

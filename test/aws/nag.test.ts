import * as fs from 'fs';
import * as path from 'path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { basics } from './fixtures';
import { AuroraGlobalDatabase, AuroraPostgres, RdsMultiAzCluster, RdsMultiAzInstance } from '../../lib/aws';
import { inTempFolder } from '../support/tools';

interface Report {
  readonly pluginReports: { readonly violations: { readonly ruleName: string; readonly violatingConstructs: object[] }[] }[];
}

/** What the pack AwsSolutions of cdk-nag holds against one server. */
function findings(make: (stack: Stack) => void): string[] {
  return inTempFolder((outdir) => {
    const app = new App({ outdir, analyticsReporting: false, builtinCloudFormationValidation: false });
    const stack = new Stack(app, 'database', { env: { account: '111122223333', region: 'eu-west-1' } });
    make(stack);
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    const silent = jest.spyOn(console, 'error').mockImplementation();
    expect(() => app.synth()).toThrow('AwsSolutions');
    silent.mockRestore();
    const report: Report = JSON.parse(fs.readFileSync(path.join(outdir, 'validation-report.json'), 'utf8'));
    return report.pluginReports.flatMap(({ violations }) => violations.map(({ ruleName, violatingConstructs }) => `${violatingConstructs.length} ${ruleName}`)).sort();
  });
}

test('passwords without rotation or IAM, the port of PostgreSQL, and the policy that Amazon keeps for monitoring', () => {
  const monitoring = '1 AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole]';
  expect(findings((stack) => new AuroraPostgres(stack, 'ledger', basics(stack)))).toEqual([monitoring, '1 AwsSolutions-RDS6', '4 AwsSolutions-SMG4']);
  const globalDatabase = AuroraGlobalDatabase.secondary('iou-ledger', { acceptLedgerFork: true });
  expect(findings((stack) => new AuroraPostgres(stack, 'ledger', { ...basics(stack), globalDatabase }))).toEqual([monitoring, '1 AwsSolutions-RDS6', '1 AwsSolutions-SMG4']);
  expect(findings((stack) => new RdsMultiAzInstance(stack, 'ledger', basics(stack)))).toEqual([monitoring, '1 AwsSolutions-RDS11', '4 AwsSolutions-SMG4']);
  expect(findings((stack) => new RdsMultiAzCluster(stack, 'ledger', basics(stack)))).toEqual([monitoring, '1 AwsSolutions-RDS11', '4 AwsSolutions-SMG4']);
});

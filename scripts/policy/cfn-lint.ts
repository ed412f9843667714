import * as fs from 'fs';
import { Finding, Scan } from './finding';

interface Match {
  readonly Rule: { readonly Id: string };
  readonly Level: string;
  readonly Message: string;
  /** `Resources`, the logical id, and where in it. */
  readonly Location: { readonly Path: (string | number)[] | null };
}

/** Its exit code would tell warnings from errors; here every finding counts. */
export function cfnLintArgs(template: string): string[] {
  return ['--format', 'json', '--non-zero-exit-code', 'none', template];
}

/** Resources as `<last part of the type>/<logical id>`. It tells only what it holds against them: those that it is silent about have passed. */
export function parseCfnLint(output: string, resources: Record<string, string>): Scan {
  const findings = (JSON.parse(output) as Match[]).map(({ Rule, Level, Message, Location }): Finding => ({
    tool: 'cfn-lint',
    check: Rule.Id,
    severity: Level === 'Error' ? 'critical' : 'warning',
    object: resources[String(Location.Path?.[1])] ?? 'Template/whole',
    message: Message,
  }));
  const objects = Object.values(resources);
  return { tool: 'cfn-lint', passed: objects.filter(object => !findings.some(finding => finding.object === object)).length, findings, seen: objects, left: [] };
}

/** The resources of a template, by logical id. */
export function resourcesOf(template: string): Record<string, string> {
  const { Resources } = JSON.parse(fs.readFileSync(template, 'utf8')) as { Resources: Record<string, { Type: string }> };
  return Object.fromEntries(Object.entries(Resources).map(([id, { Type }]) => [id, `${Type.split('::').at(-1)}/${id}`]));
}

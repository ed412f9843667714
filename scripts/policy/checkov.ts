import { Finding, Scan } from './finding';

interface Output {
  readonly results?: {
    readonly passed_checks: CheckedResource[];
    readonly failed_checks: CheckedResource[];
    readonly skipped_checks: CheckedResource[];
    readonly parsing_errors: string[];
  };
}

interface CheckedResource {
  readonly check_id: string;
  readonly check_name: string;
  /** `Kind.namespace.name`, where the name may have more dots, or `AWS::Service::Kind.id` in a template. */
  readonly resource: string;
}

/** `--skip-download` keeps it off the network. Checks that pass are asked for too: they tell which objects it has read. */
export function checkovArgs(folder: string, framework: 'kubernetes' | 'cloudformation'): string[] {
  return ['-m', 'checkov.main', '--directory', folder, '--framework', framework, '--skip-download', '--compact', '--output', 'json'];
}

/** What an annotation in a manifest switches off counts as failed. */
export function parseCheckov(output: string): Scan {
  const { results } = JSON.parse(output) as Output;
  const { passed_checks: passed = [], failed_checks: failed = [], skipped_checks: skipped = [], parsing_errors: unread = [] } = results ?? {};
  return {
    tool: 'checkov',
    passed: passed.length,
    findings: [
      ...failed.map(check => finding(check, check.check_name)),
      ...skipped.map(check => finding(check, `${check.check_name} (switched off by an annotation)`)),
      ...unread.map((file): Finding => ({ tool: 'checkov', check: 'unreadable', severity: 'failed', object: file, message: 'cannot be read' })),
    ],
    seen: [...new Set([...passed, ...failed].map(objectOf))],
    left: [],
  };
}

function finding(check: CheckedResource, message: string): Finding {
  return { tool: 'checkov', check: check.check_id, severity: 'failed', object: objectOf(check), message };
}

function objectOf({ resource }: CheckedResource): string {
  const inTemplate = /^AWS::\w+::(\w+)\.(\w+)$/.exec(resource);
  if (inTemplate !== null) {
    return `${inTemplate[1]}/${inTemplate[2]}`;
  }
  const [kind, , ...name] = resource.split('.');
  return `${kind}/${name.join('.')}`;
}

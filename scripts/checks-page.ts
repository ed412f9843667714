import * as fs from 'fs';
import * as path from 'path';
import { Check, WAIVER_ANNOTATION, WAIVER_RULE } from '../lib/checks';
import { CHECK_GROUPS } from '../lib/checks/rules';

/** Where the list of checks is published. */
export const CHECKS_PAGE = path.resolve(__dirname, '../docs/checks.md');

const INTRO = `# Checks

The rules that a whole deployment obeys, judged on its plain manifests and the configuration files in its ConfigMaps, whatever made them. Canton nodes
are recognised by their configuration, JSON APIs and trigger services by theirs or by their image, services by their pods.

An **error** is an outage or a loss that waits for its occasion. A **warning** is what should have been decided on purpose.

## Waivers

A finding is accepted by an annotation of the object that it is about, with the rule's id and a reason:

\`\`\`yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: json-api
  annotations:
    ${WAIVER_ANNOTATION}: '{"instances-in-distinct-zones": "the cluster has one zone"}'
\`\`\`

A waiver without a reason, of a rule that does not exist, or that waives nothing is an error itself (\`${WAIVER_RULE}\`).
`;

/** The page, made of the table of rules. */
export function checksPage(): string {
  return [INTRO, ...CHECK_GROUPS.map(({ title, checks }) => section(title, checks))].join('\n');
}

function section(title: string, checks: readonly Check[]): string {
  const rows = checks.map(({ id, severity, sentence, why, fix }) => row([`\`${id}\``, severity, sentence, why, fix]));
  return [`## ${title}`, '', row(['rule', 'severity', 'demands', 'because', 'fix']), row(Array(5).fill('---')), ...rows, ''].join('\n');
}

function row(cells: string[]): string {
  return `| ${cells.map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} |`;
}

if (require.main === module) {
  fs.writeFileSync(CHECKS_PAGE, checksPage());
}

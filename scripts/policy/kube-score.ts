import { Finding, Scan } from './finding';

/** Checks that are off by default and that the library's pods pass by design. */
export const OPTIONAL_CHECKS = [
  'container-seccomp-profile',
  'container-memory-requests-equal-limits',
  'container-ephemeral-storage-request-equals-limit',
  'container-ports-check',
];

const CRITICAL = 1;
const OK = 10;

interface ScoredObject {
  readonly type_meta: { readonly kind: string };
  readonly object_meta: { readonly name: string };
  readonly checks: Check[];
}

interface Check {
  readonly check: { readonly id: string; readonly comment: string };
  readonly grade: number;
  readonly skipped: boolean;
  readonly comments: { readonly path: string; readonly summary: string }[] | null;
}

/** All manifests of an app in one call, or it would miss policies and budgets in other files. Annotations cannot switch checks off. */
export function kubeScoreArgs(files: string[]): string[] {
  return [
    'score', '--output-format', 'json',
    '--disable-ignore-checks-annotations', '--disable-optional-checks-annotations',
    ...OPTIONAL_CHECKS.flatMap(check => ['--enable-optional-test', check]),
    ...files,
  ];
}

/** One finding for each of its comments, as its own output has one line for each. */
export function parseKubeScore(output: string): Scan {
  const objects = JSON.parse(output) as ScoredObject[];
  const graded = objects.flatMap(object => object.checks.filter(check => !check.skipped).map(check => ({ object, check })));
  return {
    tool: 'kube-score',
    passed: graded.filter(({ check }) => check.grade >= OK).length,
    findings: graded.filter(({ check }) => check.grade < OK).flatMap(({ object, check }) => findings(objectOf(object), check)),
    seen: objects.map(objectOf),
    left: [],
  };
}

function findings(object: string, { check, grade, comments }: Check): Finding[] {
  const known = comments === null || comments.length === 0 ? [{ path: '', summary: check.comment }] : comments;
  return known.map(({ path, summary }) => ({
    tool: 'kube-score',
    check: check.id,
    severity: grade <= CRITICAL ? 'critical' : 'warning',
    object,
    container: path === '' ? undefined : path,
    message: summary,
  }));
}

function objectOf({ type_meta: { kind }, object_meta: { name } }: ScoredObject): string {
  return `${kind}/${name}`;
}

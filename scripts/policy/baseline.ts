import { Finding } from './finding';
import { OPTIONAL_CHECKS } from './kube-score';
import { columns } from './report';
import { Waiver, waives } from './waivers';

/** Findings of one check, of a deployment that is not ours. */
type Baseline = Pick<Finding, 'tool' | 'check' | 'message' | 'severity'> & { readonly count: number };

/**
 * The official Helm charts (canton-domain, canton-participant, daml-http-json, daml-trigger; charts 0.6.1, app 2.8.1, commit 9b1e2d8) at their
 * smallest values: one instance of everything, 53 objects, 7 workloads. Measured on 2026-11-21 with the same scanners and commands, all manifests
 * in one call, without kube-score's optional checks.
 */
const CHARTS = {
  workloads: 7,
  findings: [
    kubeScore('critical', 'container-ephemeral-storage-request-and-limit', 14),
    kubeScore('critical', 'container-image-pull-policy', 7),
    kubeScore('critical', 'container-security-context-readonlyrootfilesystem', 5),
    kubeScore('warning', 'container-resources', 7, 'Memory request is not set'),
    kubeScore('warning', 'pod-networkpolicy', 7, 'The pod does not have a matching egress NetworkPolicy'),
    kubeScore('warning', 'deployment-replicas', 6),
    kubeScore('warning', 'deployment-strategy', 3),
    checkov('CKV_K8S_12', 7),
    checkov('CKV_K8S_15', 7),
    checkov('CKV_K8S_20', 7),
    checkov('CKV_K8S_21', 35),
    checkov('CKV_K8S_22', 5),
    checkov('CKV_K8S_28', 7),
    checkov('CKV_K8S_31', 7),
    checkov('CKV_K8S_35', 6),
    checkov('CKV_K8S_37', 7),
    checkov('CKV_K8S_38', 7),
    checkov('CKV_K8S_43', 7),
  ],
};

/** An app of ours. */
export interface Compared {
  readonly name: string;
  readonly workloads: number;
  readonly findings: Finding[];
  /** Those of them that no waiver covers. */
  readonly failed: Finding[];
}

type Part = (finding: Pick<Finding, 'tool' | 'check' | 'severity'>) => boolean;

/**
 * Our findings beside those of the charts, in all and by workload: as the scanners count them, and without what is waived. For the charts
 * a check that is waived for some of our objects counts as waived for all of theirs.
 */
export function comparison(app: Compared, waivers: Waiver[]): string[] {
  const charts = CHARTS.findings;
  const chartsFailed = charts.filter(finding => !waivers.some(waiver => waives(waiver, finding)));
  const row = (title: string, theirs: Baseline[], ours: Finding[], part: Part) => [
    title,
    ...cells(theirs.filter(part).reduce((sum, { count }) => sum + count, 0), CHARTS.workloads),
    ...cells(ours.filter(part).filter(({ check }) => !OPTIONAL_CHECKS.includes(check)).length, app.workloads),
  ];
  const both = (title: string, part: Part) => [
    row(title, charts, app.findings, part),
    row('  not waived', chartsFailed, app.failed, part),
  ];
  return columns([
    ['', `official charts (${CHARTS.workloads} workloads)`, 'each', `${app.name} (${app.workloads} workloads)`, 'each'],
    ...both('kube-score critical', ({ severity }) => severity === 'critical'),
    ...both('kube-score warnings', ({ severity }) => severity === 'warning'),
    ...both('checkov', ({ tool }) => tool === 'checkov'),
    ...both('checkov without CKV_K8S_21', ({ tool, check }) => tool === 'checkov' && check !== 'CKV_K8S_21'),
  ], 1);
}

function cells(total: number, workloads: number): string[] {
  return [String(total), (total / workloads).toFixed(1)];
}

function kubeScore(severity: Baseline['severity'], check: string, count: number, message = ''): Baseline {
  return { tool: 'kube-score', check, message, severity, count };
}

function checkov(check: string, count: number): Baseline {
  return { tool: 'checkov', check, message: '', severity: 'failed', count };
}

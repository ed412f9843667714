import { comparison } from '../../scripts/policy/baseline';
import { Finding, Scan } from '../../scripts/policy/finding';
import { report, Result } from '../../scripts/policy/report';
import { Waiver, WaiverFile } from '../../scripts/policy/waivers';

const WAIVER: Waiver = { tool: 'checkov', check: 'CKV_K8S_43', objects: ['Deployment/*'], reason: 'operator-knows' };
const FILE: WaiverFile = { reasons: { 'operator-knows': 'a digest is known to the registry only\n', 'unused': 'nothing' }, waivers: [WAIVER] };

const DIGEST: Finding = { tool: 'checkov', check: 'CKV_K8S_43', severity: 'failed', object: 'Deployment/p-0', message: 'Image should use digest' };
const MEMORY: Finding = {
  tool: 'kube-score', check: 'container-resources', severity: 'warning', object: 'Deployment/p-0', container: 'p', message: 'Memory request is not set',
};

function result(tool: string, parts: Partial<Scan> & Partial<Pick<Result, 'failed' | 'waived'>>): Result {
  const { failed = [], waived = [], ...scan } = parts;
  return { app: 'minimal', scan: { tool, passed: 12, findings: [], seen: [], left: [], ...scan }, failed, waived };
}

describe('report', () => {
  test('tells figures, failures, waivers by reason and what was left out', () => {
    const results = [
      result('kubeconform 1.34', { passed: 1234, left: ['Certificate/ledger-tls'] }),
      result('kubeconform 1.37', { passed: 1234, left: ['Certificate/ledger-tls'] }),
      result('kube-score', { failed: [MEMORY] }),
      result('checkov', { waived: [{ finding: DIGEST, waiver: WAIVER }] }),
    ];
    expect(report(results, FILE, ['checkov CKV_K8S_35  Job/*']).split('\n')).toEqual([
      'Findings',
      '  app      tool              passed  failed  waived',
      '  minimal  kubeconform 1.34    1234       0       0',
      '  minimal  kubeconform 1.37    1234       0       0',
      '  minimal  kube-score            12       1       0',
      '  minimal  checkov               12       0       1',
      '',
      'Failed',
      '  minimal: kube-score container-resources  Deployment/p-0 (p): Memory request is not set',
      '',
      'Waived',
      '  1 operator-knows: a digest is known to the registry only',
      '',
      'Waivers that match nothing',
      '  checkov CKV_K8S_35  Job/*',
      '',
      'Not looked at by kubeconform, because Kubernetes has no schema',
      '  minimal: Certificate/ledger-tls',
    ]);
  });

  test('is the table alone where all is well', () => {
    expect(report([result('checkov', {})], FILE, []).split('\n')).toHaveLength(3);
  });
});

test('comparison counts both sides alike, and what is waived on neither', () => {
  const findings: Finding[] = [DIGEST, MEMORY, { ...MEMORY, check: 'container-seccomp-profile', severity: 'critical' }];
  expect(comparison({ name: 'reference', workloads: 2, findings, failed: [MEMORY] }, [WAIVER])).toEqual([
    '                            official charts (7 workloads)  each  reference (2 workloads)  each',
    'kube-score critical                                    26   3.7                        0   0.0',
    '  not waived                                           26   3.7                        0   0.0',
    'kube-score warnings                                    23   3.3                        1   0.5',
    '  not waived                                           23   3.3                        1   0.5',
    'checkov                                               102  14.6                        1   0.5',
    '  not waived                                           95  13.6                        0   0.0',
    'checkov without CKV_K8S_21                             67   9.6                        1   0.5',
    '  not waived                                           60   8.6                        0   0.0',
  ]);
});

import { cfnLintArgs, parseCfnLint } from '../../scripts/policy/cfn-lint';
import { checkovArgs, parseCheckov } from '../../scripts/policy/checkov';
import { Scan, sentence, withCoverage } from '../../scripts/policy/finding';
import { kubeScoreArgs, parseKubeScore } from '../../scripts/policy/kube-score';
import { kubeconformArgs, parseKubeconform } from '../../scripts/policy/kubeconform';

describe('kubeconform', () => {
  /** Recorded, shortened: kubeconform v0.8.0, three objects of which two are bad. */
  const OUTPUT = JSON.stringify({
    resources: [
      { filename: 'a.yaml', kind: 'Certificate', name: 'ledger-tls', version: 'cert-manager.io/v1', status: 'statusSkipped', msg: '' },
      { filename: 'a.yaml', kind: 'Service', name: 'p', version: 'v1', status: 'statusValid', msg: '' },
      { filename: 'a.yaml', kind: 'Deployment', name: 'p-0', version: 'apps/v1', status: 'statusInvalid', msg: "additional properties 'replicaz' not allowed" },
      { filename: 'a.yaml', kind: 'Bar', name: 'b', version: 'foo/v1', status: 'statusError', msg: 'could not find schema for Bar' },
    ],
    summary: { valid: 1, invalid: 1, errors: 1, skipped: 1 },
  });

  test('objects that do not suit the schema, or have none, are findings', () => {
    const scan = parseKubeconform(OUTPUT, '1.34.0');
    expect(scan.tool).toBe('kubeconform 1.34');
    expect(scan.passed).toBe(1);
    expect(scan.findings.map(sentence)).toEqual([
      "schema  Deployment/p-0: additional properties 'replicaz' not allowed",
      'no-schema  Bar/b: could not find schema for Bar',
    ]);
    expect(scan.seen.sort()).toEqual(['Bar/b', 'Deployment/p-0', 'Service/p']);
    expect(scan.left).toEqual(['Certificate/ledger-tls']);
  });

  test('leaves out custom kinds by group, version and kind', () => {
    const args = kubeconformArgs('/schemas', '1.34.0', '/manifests');
    expect(args[args.indexOf('-skip') + 1].split(',')).toContain('gateway.networking.k8s.io/v1/GRPCRoute');
    expect(args).toContain('-strict');
  });
});

describe('kube-score', () => {
  const check = (id: string, grade: number, comments: { path: string; summary: string }[] | null, skipped = false) =>
    ({ check: { name: id, id, target_type: 'Pod', comment: `about ${id}`, optional: false }, grade, skipped, comments });

  /** Recorded, shortened: kube-score v1.20.0. */
  const OUTPUT = JSON.stringify([{
    object_name: 'Deployment/apps/v1/canton/participant-0',
    type_meta: { kind: 'Deployment', apiVersion: 'apps/v1' },
    object_meta: { name: 'participant-0', namespace: 'canton', creationTimestamp: null },
    checks: [
      check('label-values', 10, null),
      check('pod-topology-spread-constraints', 10, [{ path: '', summary: 'Pod Topology Spread Constraints' }]),
      check('container-resources', 1, [
        { path: 'tools', summary: 'CPU limit is not set' },
        { path: 'participant', summary: 'CPU limit is not set' },
      ]),
      check('deployment-replicas', 5, [{ path: '', summary: 'Deployment few replicas' }]),
      check('pod-probes', 7, null),
      check('deployment-has-poddisruptionbudget', 0, [{ path: '', summary: 'Skipped because the deployment has less than 2 replicas' }], true),
    ],
  }]);

  test('every comment of a check that is not content is a finding', () => {
    const { passed, findings, seen } = parseKubeScore(OUTPUT);
    expect(passed).toBe(2);
    expect(findings.map(finding => `${finding.severity} ${sentence(finding)}`)).toEqual([
      'critical container-resources  Deployment/participant-0 (tools): CPU limit is not set',
      'critical container-resources  Deployment/participant-0 (participant): CPU limit is not set',
      'warning deployment-replicas  Deployment/participant-0: Deployment few replicas',
      'warning pod-probes  Deployment/participant-0: about pod-probes',
    ]);
    expect(seen).toEqual(['Deployment/participant-0']);
  });

  test('sees all files at once, and annotations switch nothing off', () => {
    const args = kubeScoreArgs(['a.yaml', 'b.yaml']);
    expect(args.slice(-2)).toEqual(['a.yaml', 'b.yaml']);
    expect(args).toEqual(expect.arrayContaining(['--disable-ignore-checks-annotations', 'container-seccomp-profile']));
  });
});

describe('checkov', () => {
  const checked = (id: string, name: string, resource: string) => ({ check_id: id, check_name: name, check_result: {}, resource });

  /** Recorded, shortened: checkov 3.3.30. */
  const OUTPUT = JSON.stringify({
    check_type: 'kubernetes',
    results: {
      passed_checks: [checked('CKV_K8S_12', 'Memory requests should be set', 'Deployment.canton.json-api')],
      failed_checks: [
        checked('CKV_K8S_11', 'CPU limits should be set', 'Deployment.canton.json-api'),
        checked('CKV_K8S_21', 'The default namespace should not be used', 'ConfigMap.default.kube.config'),
      ],
      skipped_checks: [checked('CKV_K8S_40', 'Containers should run as a high UID to avoid host conflict', 'Deployment.canton.router')],
      parsing_errors: ['/broken.yaml'],
    },
    summary: { passed: 1, failed: 2, skipped: 1, parsing_errors: 1, resource_count: 3, checkov_version: '3.3.30' },
  });

  test('what fails, what is switched off and what cannot be read are findings', () => {
    const { passed, findings, seen } = parseCheckov(OUTPUT);
    expect(passed).toBe(1);
    expect(findings.map(sentence)).toEqual([
      'CKV_K8S_11  Deployment/json-api: CPU limits should be set',
      'CKV_K8S_21  ConfigMap/kube.config: The default namespace should not be used',
      'CKV_K8S_40  Deployment/router: Containers should run as a high UID to avoid host conflict (switched off by an annotation)',
      'unreadable  /broken.yaml: cannot be read',
    ]);
    expect(seen).toEqual(['Deployment/json-api', 'ConfigMap/kube.config']);
  });

  test('names the resources of a template by kind and logical id', () => {
    const failed = [checked('CKV_AWS_162', 'Ensure RDS cluster has IAM authentication enabled', 'AWS::RDS::DBCluster.ledgerCluster0300019D')];
    const results = { passed_checks: [], failed_checks: failed, skipped_checks: [], parsing_errors: [] };
    const { findings } = parseCheckov(JSON.stringify({ results }));
    expect(findings.map(sentence)).toEqual(['CKV_AWS_162  DBCluster/ledgerCluster0300019D: Ensure RDS cluster has IAM authentication enabled']);
    expect(checkovArgs('/templates', 'cloudformation').join(' ')).toContain('--directory /templates --framework cloudformation --skip-download');
  });

  test('prints no results where it has read no object', () => {
    const empty = { passed: 0, failed: 0, skipped: 0, parsing_errors: 0, resource_count: 0, checkov_version: '3.3.30' };
    expect(parseCheckov(JSON.stringify(empty))).toEqual({ tool: 'checkov', passed: 0, findings: [], seen: [], left: [] });
  });
});

describe('cfn-lint', () => {
  /** Recorded, shortened: cfn-lint 1.58.0. */
  const match = (Id: string, Level: string, Message: string, Path: string[] | null) => ({ Rule: { Id }, Level, Message, Location: { Path } });
  const OUTPUT = JSON.stringify([
    match('W3010', 'Warning', "Avoid hardcoding availability zones 'eu-west-1a'", ['Resources', 'ledgerClusterWriter28CB9EB8', 'Properties', 'AvailabilityZone']),
    match('E0000', 'Error', 'Template needs to be an object.', null),
  ]);

  test('what it says is about a resource, or about the whole template', () => {
    const scan = parseCfnLint(OUTPUT, { ledgerClusterWriter28CB9EB8: 'DBInstance/ledgerClusterWriter28CB9EB8', ledgerKeyB1CE4599: 'Key/ledgerKeyB1CE4599' });
    expect(scan.findings.map(finding => `${finding.severity} ${sentence(finding)}`)).toEqual([
      "warning W3010  DBInstance/ledgerClusterWriter28CB9EB8: Avoid hardcoding availability zones 'eu-west-1a'",
      'critical E0000  Template/whole: Template needs to be an object.',
    ]);
    expect(scan).toMatchObject({ passed: 1, seen: ['DBInstance/ledgerClusterWriter28CB9EB8', 'Key/ledgerKeyB1CE4599'] });
  });

  test('ends well whatever it finds', () => {
    expect(cfnLintArgs('/a.template.json')).toEqual(['--format', 'json', '--non-zero-exit-code', 'none', '/a.template.json']);
  });
});

describe('coverage', () => {
  test('an object that a scanner did not look at is a finding', () => {
    const scan: Scan = { tool: 'checkov', passed: 9, findings: [], seen: ['Deployment/a'], left: ['Certificate/c'] };
    expect(withCoverage(scan, ['Deployment/a', 'Certificate/c'])).toEqual(scan);
    expect(withCoverage(scan, ['Deployment/a', 'Job/b']).findings.map(sentence)).toEqual(['coverage  Job/b: the scanner did not look at this object']);
  });
});

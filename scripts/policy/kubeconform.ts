import { Finding, Scan } from './finding';

/** The Kubernetes releases that the manifests must suit: the oldest, a common and the newest one. Each is in kubernetes-validate. */
export const KUBERNETES_VERSIONS = ['1.27.0', '1.34.0', '1.37.0'];

/** Kinds that a cluster has only where somebody else's operator is installed: Kubernetes has no schema for them. */
const CUSTOM_KINDS = [
  'barmancloud.cnpg.io/v1/ObjectStore',
  'cert-manager.io/v1/Certificate',
  'external-secrets.io/v1/ExternalSecret',
  'gateway.networking.k8s.io/v1/GRPCRoute',
  'gateway.networking.k8s.io/v1/HTTPRoute',
  'monitoring.coreos.com/v1/PodMonitor',
  'monitoring.coreos.com/v1/PrometheusRule',
  'postgresql.cnpg.io/v1/Cluster',
  'postgresql.cnpg.io/v1/Database',
  'postgresql.cnpg.io/v1/ScheduledBackup',
];

const CHECKS: Record<string, string> = { statusInvalid: 'schema', statusError: 'no-schema' };

interface Output {
  readonly resources: { readonly kind: string; readonly name: string; readonly status: string; readonly msg: string }[];
}

export function kubeconformArgs(schemas: string, version: string, folder: string): string[] {
  return [
    '-strict', '-verbose', '-output', 'json',
    '-kubernetes-version', version,
    '-skip', CUSTOM_KINDS.join(','),
    '-schema-location', `${schemas}/{{.NormalizedKubernetesVersion}}-local{{.StrictSuffix}}/{{.ResourceKind}}{{.KindSuffix}}.json`,
    folder,
  ];
}

export function parseKubeconform(output: string, version: string): Scan {
  const tool = `kubeconform ${version.replace(/\.\d+$/, '')}`;
  const { resources } = JSON.parse(output) as Output;
  const withStatus = (...statuses: string[]) => resources.filter(({ status }) => statuses.includes(status));
  const bad = resources.filter(({ status }) => status !== 'statusValid' && status !== 'statusSkipped');
  return {
    tool,
    passed: withStatus('statusValid').length,
    findings: bad.map((resource): Finding => ({
      tool, check: CHECKS[resource.status] ?? resource.status, severity: 'failed', object: objectOf(resource), message: resource.msg,
    })),
    seen: withStatus('statusValid').concat(bad).map(objectOf),
    left: withStatus('statusSkipped').map(objectOf).sort(),
  };
}

function objectOf({ kind, name }: { kind: string; name: string }): string {
  return `${kind}/${name}`;
}

import { serverTls } from './tls';
import { durationText } from '../../model/duration';
import { FailoverTiming } from '../../model/failover-timing';
import { Kms } from '../../model/kms';
import { PORTS } from '../../model/ports';
import { Hocon } from '../hocon/hocon';
import { NodeConfig } from '../node-config';
import { tracingConfig } from '../tracing';

/** Pods are reached by their own address; Canton's default is the loopback address only (rule R11). */
export const ALL_ADDRESSES = '0.0.0.0';

/** A server API that the node opens. */
export function api(port: number, tls: Hocon | undefined, more: object = {}): object {
  return { address: ALL_ADDRESSES, port, tls, ...more };
}

export function adminApi(port: number, { adminApiTls, adminApiHosts }: NodeConfig): object {
  return api(port, serverTls(adminApiTls, adminApiHosts));
}

export function grpcHealthServer(port: number): object {
  return { 'grpc-health-server': { address: ALL_ADDRESSES, port } };
}

/** Hot standby of participant, mediator and domain manager: instances on one database, one of which holds its lock (facts A.3). */
export function replication(timing: FailoverTiming = FailoverTiming.defaults()): object {
  const periods = timing._periods;
  return {
    'enabled': true,
    'connection-pool': periods && {
      'health-check-period': durationText(periods.poolCheckPeriod),
      'connection': {
        'passive-check-period': durationText(periods.passiveCheckPeriod),
        'health-check-period': durationText(periods.activeCheckPeriod),
      },
    },
  };
}

/** How a member notices that a sequencer is gone that said no good-bye (facts F.11). */
export function sequencerClient(timing: FailoverTiming | undefined): object | undefined {
  const { keepAliveTime: time, keepAliveTimeout: timeout } = timing?._periods ?? {};
  return time === undefined && timeout === undefined
    ? undefined
    : { 'keep-alive-client': { time: time && durationText(time), timeout: timeout && durationText(timeout) } };
}

/** A sequencer's public API, which permits members to ask as often as gRPC lets them: every 10 s, with something to spare for what is late (facts F.11). */
export function publicApi(port: number, tls: Hocon | undefined): object {
  return api(port, tls, { 'keep-alive-server': { 'permit-keep-alive-time': '5s' } });
}

/** Private keys under a key management service (facts A.11). */
export function crypto(kms: Kms | undefined): object | undefined {
  if (kms === undefined) {
    return undefined;
  }
  const { _aws: aws, _gcp: gcp } = kms;
  const wrapperKeyId = kms._keys.wrapperKeyId;
  return {
    'provider': wrapperKeyId === undefined ? 'kms' : undefined,
    'private-key-store': wrapperKeyId === undefined ? undefined : { encryption: { 'type': 'kms', 'wrapper-key-id': wrapperKeyId } },
    'kms': aws === undefined
      ? { 'type': 'gcp', 'location-id': gcp!.locationId, 'project-id': gcp!.projectId, 'key-ring-id': gcp!.keyRingId, 'audit-logging': gcp!.auditLogging }
      : { 'type': 'aws', 'region': aws.region, 'multi-region-key': aws.multiRegionKey, 'audit-logging': aws.auditLogging, 'endpoint-override': aws.endpointOverride },
  };
}

/** The whole file: one node, and what its process reports. */
export function cantonFile(kind: string, { name, tracing }: NodeConfig, node: object, monitoring: object = {}): Hocon {
  const prometheus = { type: 'prometheus', address: ALL_ADDRESSES, port: PORTS.metrics };
  return Hocon.of({
    canton: {
      [kind]: { [name]: node },
      monitoring: { metrics: { 'report-jvm-metrics': true, 'reporters': [prometheus] }, tracing: tracingConfig(tracing), ...monitoring },
    },
  });
}

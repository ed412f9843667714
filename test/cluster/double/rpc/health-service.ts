import * as grpc from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';

/** The part of grpc.health.v1 that is used. */
const health = fromJSON({
  nested: {
    grpc: {
      nested: {
        health: {
          nested: {
            v1: {
              nested: {
                HealthCheckRequest: { fields: { service: { type: 'string', id: 1 } } },
                HealthCheckResponse: {
                  fields: { status: { type: 'ServingStatus', id: 1 } },
                  nested: { ServingStatus: { values: { UNKNOWN: 0, SERVING: 1, NOT_SERVING: 2, SERVICE_UNKNOWN: 3 } } },
                },
                Health: { methods: { Check: { requestType: 'HealthCheckRequest', responseType: 'HealthCheckResponse', comment: '' } } },
              },
            },
          },
        },
      },
    },
  },
}, { enums: String, defaults: true })['grpc.health.v1.Health'] as grpc.ServiceDefinition;

/** Whether each named service serves; `''` is all of them. */
export interface Healths {
  readonly [service: string]: () => boolean;
}

export function addHealthService(server: grpc.Server, healths: Healths): void {
  server.addService(health, {
    Check: ({ request }: grpc.ServerUnaryCall<{ service: string }, object>, answer: grpc.sendUnaryData<object>) => {
      const serves = healths[request.service];
      if (serves === undefined) {
        answer({ code: grpc.status.NOT_FOUND, details: `no service '${request.service}' here; there are ${Object.keys(healths).map((name) => `'${name}'`).join(', ')}` });
      } else {
        answer(null, { status: serves() ? 'SERVING' : 'NOT_SERVING' });
      }
    },
  });
}

/** Asks a server for the health of one of its services, over a connection of its own. */
export async function isServing(address: string, credentials: grpc.ChannelCredentials, service: string, timeout: number): Promise<boolean> {
  const client = new grpc.Client(address, credentials, { 'grpc.use_local_subchannel_pool': 1 });
  try {
    return await saysServing(client, service, timeout);
  } finally {
    client.close();
  }
}

/** The same over a connection that is used for other calls too. */
export function saysServing(client: grpc.Client, service: string, timeout: number): Promise<boolean> {
  const { path, requestSerialize, responseDeserialize } = health.Check;
  return new Promise<boolean>((resolve) => {
    client.makeUnaryRequest(path, requestSerialize, responseDeserialize, { service }, new grpc.Metadata(), { deadline: Date.now() + timeout },
      (error, value) => resolve(!error && (value as { status: string }).status === 'SERVING'));
  });
}

import * as grpc from '@grpc/grpc-js';
import { saysServing } from './health-service';
import { reason } from '../support/log';

/**
 * The double's own APIs are gRPC as Canton's are, with JSON for messages. A request is one object; an answer is one object or a stream of them.
 */
export interface JsonService {
  readonly name: string;
  readonly unary?: { readonly [method: string]: (request: any) => Promise<object> };
  /** Each gets the call to write to; ending it is theirs. */
  readonly streams?: { readonly [method: string]: (call: grpc.ServerWritableStream<any, object>) => void };
}

/** An error with a gRPC code, which the caller sees. */
export class RpcError extends Error {
  public constructor(public readonly code: grpc.status, message: string) {
    super(message);
  }
}

const encode = (value: object) => Buffer.from(JSON.stringify(value));
const decode = (bytes: Buffer) => JSON.parse(bytes.toString());
const codec = { requestSerialize: encode, requestDeserialize: decode, responseSerialize: encode, responseDeserialize: decode };

const path = (service: string, method: string) => `/double.${service}/${method}`;

export function addJsonService(server: grpc.Server, { name, unary = {}, streams = {} }: JsonService): void {
  const definition: { [method: string]: grpc.MethodDefinition<any, any> } = {};
  const handlers: grpc.UntypedServiceImplementation = {};
  for (const [method, handle] of Object.entries(unary)) {
    definition[method] = { path: path(name, method), requestStream: false, responseStream: false, ...codec };
    handlers[method] = (call: grpc.ServerUnaryCall<any, object>, answer: grpc.sendUnaryData<object>) => {
      handle(call.request).then((value) => answer(null, value), (error) => answer(asStatus(error)));
    };
  }
  for (const [method, handle] of Object.entries(streams)) {
    definition[method] = { path: path(name, method), requestStream: false, responseStream: true, ...codec };
    handlers[method] = (call: grpc.ServerWritableStream<any, object>) => {
      try {
        handle(call);
      } catch (error) {
        endWith(call, error);
      }
    };
  }
  server.addService(definition, handlers);
}

/** Ends a stream with an error. Destroying the call would end it on this side alone, and leave the caller waiting. */
export function endWith(call: grpc.ServerWritableStream<any, object>, error: unknown): void {
  call.emit('error', asStatus(error));
}

export function asStatus(error: unknown): Partial<grpc.ServiceError> {
  // What is no error of ours is mostly a database that is gone: clients shall come again.
  return Object.assign(new Error(reason(error)), { code: error instanceof RpcError ? error.code : grpc.status.UNAVAILABLE, details: reason(error) });
}

/** Calls such a service. */
export class JsonClient {
  private readonly client: grpc.Client;
  private readonly running = new Set<grpc.ClientUnaryCall | grpc.ClientReadableStream<any>>();

  public constructor(address: string, credentials: grpc.ChannelCredentials, private readonly service: string, options: grpc.ChannelOptions = {}) {
    this.client = new grpc.Client(address, credentials, {
      'grpc.use_local_subchannel_pool': 1, // a new client is a new connection
      'grpc.initial_reconnect_backoff_ms': 100,
      'grpc.max_reconnect_backoff_ms': 1000,
      ...options,
    });
  }

  /** Whether it is connected; it connects, where it is not. */
  public get isReady(): boolean {
    return this.client.getChannel().getConnectivityState(true) === grpc.connectivityState.READY;
  }

  /** The server's own health, as it says over this connection. */
  public isServing(timeout: number): Promise<boolean> {
    return saysServing(this.client, '', timeout);
  }

  public call(method: string, request: object, timeout: number): Promise<any> {
    return new Promise((resolve, reject) => {
      const options = { deadline: Date.now() + timeout };
      this.keep(this.client.makeUnaryRequest(path(this.service, method), encode, decode, request, new grpc.Metadata(), options,
        (error, value) => (error ? reject(error) : resolve(value))));
    });
  }

  public stream(method: string, request: object): grpc.ClientReadableStream<any> {
    return this.keep(this.client.makeServerStreamRequest(path(this.service, method), encode, decode, request));
  }

  /** What is under way ends by itself. */
  public close(): void {
    this.client.close();
  }

  /** What is under way fails now, as it does where a connection breaks. */
  public break(): void {
    this.running.forEach((call) => call.cancel());
    this.close();
  }

  private keep<C extends grpc.ClientUnaryCall | grpc.ClientReadableStream<any>>(call: C): C {
    this.running.add(call);
    call.once('status', () => this.running.delete(call));
    return call;
  }
}

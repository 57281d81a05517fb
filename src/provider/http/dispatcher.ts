// What carries calls over the network. Loaded when it is needed, and only those files of the library that are: all of it takes two and a half times as long.
import { createRequire } from 'node:module';
import type { Agent, Dispatcher, EnvHttpProxyAgent } from 'undici';
import { mostMegabytes } from './network.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const require = createRequire(import.meta.url);

/** `connect`: in seconds. Proxy variables are honoured. */
export function openDispatcher(connect: number, env: Environment): Dispatcher {
  const timeout = connect * 1000;
  const options = {
    connect: { timeout },
    connections: 1024,
    maxResponseSize: mostMegabytes * 2 ** 20,
  };
  const proxy = proxyOf(env);
  if (proxy.httpProxy === '' && proxy.httpsProxy === '') {
    const Direct = require('undici/lib/dispatcher/agent.js') as typeof Agent;
    return new Direct(options);
  }
  const Proxied =
    require('undici/lib/dispatcher/env-http-proxy-agent.js') as typeof EnvHttpProxyAgent;
  return new Proxied({
    ...options,
    ...proxy,
    proxyTls: { timeout },
    requestTls: { timeout },
    // As curl does: a tunnel for https only. Many proxies allow no other.
    proxyTunnel: false,
  });
}

/** All three are given, for the library takes them from the environment of the process otherwise. */
function proxyOf(env: Environment) {
  const of = (name: string) => (env[name] ?? env[name.toUpperCase()] ?? '').trim();
  const url = (name: string) => of(name).replace(/^(?!.*:\/\/)(?=.)/, 'http://');
  return { httpProxy: url('http_proxy'), httpsProxy: url('https_proxy'), noProxy: of('no_proxy') };
}

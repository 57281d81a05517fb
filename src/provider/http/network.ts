// What kept an answer from coming in, what a user can do about it out.
import type { Failed } from '../completion.ts';

export const mostMegabytes = 64;

/** Seconds. */
export interface Timeouts {
  readonly connect: number;
  readonly first_byte: number;
  readonly total: number;
}

interface Reason {
  readonly why: string;
  readonly kind?: 'timeout' | 'body';
  /** Nothing that another attempt or another request would change. */
  readonly lasting?: true;
  /** It may be over soon, but where it is the first thing to happen, every request would fail so. */
  readonly fatal?: true;
}

const broken: Reason = { why: 'the connection was closed before the answer was whole' };

const reasons: Readonly<Record<string, Reason>> = {
  ECONNREFUSED: { why: 'nothing listens there', fatal: true },
  ECONNRESET: broken,
  ENOTFOUND: { why: 'there is no such host', fatal: true },
  EAI_AGAIN: { why: 'the name of the host could not be looked up' },
  EPIPE: broken,
  UND_ERR_SOCKET: broken,
  UND_ERR_INVALID_ARG: {
    why: 'a header cannot be sent: is there a line break or an odd letter in the key?',
    lasting: true,
  },
  UND_ERR_RES_EXCEEDED_MAX_SIZE: {
    why: `the answer is longer than ${mostMegabytes} MB`,
    kind: 'body',
  },
  ERR_SSL_WRONG_VERSION_NUMBER: {
    why: 'it does not speak https: is it http://?',
    lasting: true,
  },
};

/** `error` is `late` where our own clock ended the attempt. */
export function networkFailure(error: unknown, url: string, timeouts: Timeouts): Failed {
  const { why, kind = 'network', lasting, fatal } = reasonOf(error, timeouts);
  return {
    status: 'failed',
    why: `${new URL(url).origin}: ${why}`,
    failure: { kind, retry: !lasting && kind !== 'body', fatal: lasting ?? fatal ?? false },
  };
}

function reasonOf(error: unknown, timeouts: Timeouts): Reason {
  if (error === 'late') return timeout(`no whole answer within ${timeouts.total} s`);
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (code === 'UND_ERR_CONNECT_TIMEOUT')
    return timeout(`no connection within ${timeouts.connect} s`);
  if (code === 'UND_ERR_HEADERS_TIMEOUT')
    return timeout(`no answer within ${timeouts.first_byte} s`);
  if (code === 'UND_ERR_BODY_TIMEOUT')
    return timeout(`the answer stood still for ${timeouts.first_byte} s`);
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code))
    return { why: `its certificate is not trusted: ${message}`, lasting: true };
  return reasons[code] ?? { why: message || code || 'the connection failed' };
}

function timeout(why: string): Reason {
  return { why, kind: 'timeout' };
}

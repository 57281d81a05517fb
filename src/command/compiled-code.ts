// What V8 has made of our code, kept for the next start: a command compiles most of what it runs only once.
import { hash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import module from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';

type Compile = (this: NodeJS.Module, content: string, path: string) => unknown;

const loader = (module as unknown as { prototype: { _compile: Compile } }).prototype;

/** `code`: the folder of the bundle. `command`: each keeps what it compiles for itself. */
export function keepCompiledCode(code: string, command: string): void {
  // Coverage counts less in code that was kept.
  const { NODE_DISABLE_COMPILE_CACHE: disabled, NODE_V8_COVERAGE: coverage } = process.env;
  if (disabled || coverage) return;
  // Of Node 20 on there is one, in the system's folder for temporary files. The types are those of Node 20.
  const { enableCompileCache: enable } = module as { enableCompileCache?: () => unknown };
  if (enable) enable();
  else keepBeside(code, join(code, 'compiled', `${process.version}-${process.arch}`, command));
}

/** Node 20 alone comes here, of which no version is to follow: what it calls inside stays as it is. */
function keepBeside(code: string, folder: string): void {
  const fresh = new Map<string, Script>();
  const { _compile: compile } = loader;
  loader._compile = function (content, path) {
    // What imports others by their names would print a warning from here.
    if (dirname(path) !== code || /\bimport\(/.test(content))
      return compile.call(this, content, path);
    const kept = join(folder, `${basename(path)}.bin`);
    const script = new Script(module.wrap(content), { filename: path, cachedData: read(kept) });
    // V8 takes nothing of another version or of other flags.
    if (script.cachedDataRejected !== false) fresh.set(kept, script);
    const run = script.runInThisContext() as (...args: unknown[]) => unknown;
    return run.call(this.exports, this.exports, module.createRequire(path), this, path, code);
  };
  process.once('exit', (exit) => {
    // A mistake in the call or the task: little of the command has run.
    if (exit !== 2 && fresh.size > 0) write(folder, fresh);
  });
}

/** What was kept begins with its hash: V8 sees other versions and flags, but damage it would run. */
function read(path: string): Buffer | undefined {
  try {
    const bytes = readFileSync(path);
    const compiled = bytes.subarray(hashLength);
    return hashOf(compiled).equals(bytes.subarray(0, hashLength)) ? compiled : undefined;
  } catch {
    return undefined;
  }
}

/** At the end, when it is known which functions are needed. Where it cannot be written, the next start is as slow as this. */
function write(folder: string, scripts: ReadonlyMap<string, Script>): void {
  try {
    mkdirSync(folder, { recursive: true });
    for (const [path, script] of scripts) {
      const draft = `${path}.${process.pid}`;
      const compiled = script.createCachedData();
      writeFileSync(draft, Buffer.concat([hashOf(compiled), compiled]));
      renameSync(draft, path);
    }
  } catch {
    return;
  }
}

const hashLength = 20;

function hashOf(bytes: Buffer): Buffer {
  return hash('sha1', bytes, 'buffer');
}

import { keysOf } from '../provider/check-keys.ts';
import type { Registry } from '../provider/registry.ts';
import { requestMaker } from '../plan/plan.ts';
import type { Request } from '../plan/request.ts';
import { chatMessages, promptText } from '../prompt/prompt.ts';
import { dataRows } from '../prompt/open-data.ts';
import { promptView } from '../report/prompt-view.ts';
import { prepare } from '../run.ts';
import type { Host } from './host.ts';
import { prepareOptions, printProblems, type TaskOptions } from './task-options.ts';

export interface RenderOptions extends TaskOptions {
  readonly chat?: boolean;
  readonly json?: boolean;
  /** Every cell, not the first only. */
  readonly all?: boolean;
}

/** Shows what would be sent; sends nothing. Of the first row and the first cell unless told. */
export async function renderCommand(
  host: Host,
  file: string,
  options: RenderOptions,
): Promise<number> {
  const set = [...(options.set ?? []), ...(options.chat ? ['mode=chat'] : [])];
  const { plan, data, registry, warnings } = await prepare(
    file,
    prepareOptions(host, { ...options, set }),
  );
  host.conceal(keysOf(plan.cells, registry).map(({ env }) => env));
  printProblems(host, warnings);
  const cells = options.all ? plan.cells : plan.cells.slice(0, 1);
  const requestsOf = requestMaker({ ...plan, cells, trials: 1 });
  const requests: Request[] = [];
  for await (const row of dataRows(data)) {
    requests.push(...requestsOf([row]));
    if (!options.row?.length) break;
  }
  if (options.json)
    host.out(
      `${JSON.stringify({ version: 1, requests: requests.map((request) => wireForm(request, registry)) }, undefined, 2)}\n`,
    );
  else
    host.out(
      `${requests.map((request) => promptView(request, host.color)).join('\n\n')}\n${rest(plan.cells.length - cells.length)}`,
    );
  return 0;
}

/** What goes over the wire; of a model in this process, what it is asked. */
function wireForm(request: Request, registry: Registry): object {
  const { cell, row, provider, model, mode, prompt, params } = request;
  const call = registry.find(provider)?.wire?.(request);
  const asked =
    mode === 'chat' ? { messages: chatMessages(prompt) } : { prompt: promptText(prompt) };
  const body = { ...(model === '' ? {} : { model }), ...asked, ...params };
  return { cell: cell.name, row: row.key, provider, ...(call ?? { body }) };
}

function rest(cells: number): string {
  return cells === 0
    ? ''
    : `\n${cells} more cell${cells === 1 ? '' : 's'}: --all, or --cell NAME; other rows: --row KEY\n`;
}

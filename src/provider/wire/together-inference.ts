// The legacy wire of Together AI: POST /inference, as its documentation prints it.
import { z } from 'zod';
import { stopList, type Stop } from '../../task/params.ts';
import { finishMap, reader } from './read-answer.ts';
import { as, askedText, bearer, no, type Wire } from './wire.ts';

const absent = no('the legacy /inference route does not have it');

const finish = finishMap({ length: 'length', stop: 'stop', eos: 'end' });

export const togetherInference: Wire = {
  path: () => '/inference',
  auth: bearer,
  prompt: (model, asked) => ({ model, prompt: askedText(asked) }),
  // In the order of the documentation: bodies are compared with it byte for byte.
  params: {
    top_p: as('top_p'),
    top_k: as('top_k'),
    temperature: as('temperature'),
    max_tokens: as('max_tokens'),
    repetition_penalty: as('repetition_penalty'),
    // One stop is sent as a text, several as a list.
    stop: {
      field: (stop: Stop) => {
        const list = stopList(stop);
        return list.length === 0 ? {} : { stop: list.length === 1 ? list[0] : list };
      },
    },
    logprobs: as('logprobs'),
    seed: absent,
    min_p: absent,
    presence_penalty: absent,
    frequency_penalty: absent,
  },
  read: reader(
    z.object({
      output: z.object({
        choices: z.array(z.object({ text: z.string(), finish_reason: z.string().nullish() })),
      }),
    }),
    ({ output: { choices } }) => {
      const [choice] = choices;
      if (!choice) return { why: 'the answer has no choices', retry: true };
      return { text: choice.text, ...finish(choice.finish_reason) };
    },
  ),
};

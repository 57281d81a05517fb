/** What an omitted parameter means to models in this process: the likeliest token, 64 of them, everything else off. */
export const inProcessDefaults = {
  max_tokens: 64,
  temperature: 0,
  top_p: 1,
  top_k: 0,
  min_p: 0,
  repetition_penalty: 1,
  presence_penalty: 0,
  frequency_penalty: 0,
};

/** What the known endpoints are called. Apart from them, so that a name can be looked up without loading every wire. */
export const endpointNames = [
  'together-inference',
  'together',
  'openai',
  'openrouter',
  'vllm',
  'sglang',
  'lmstudio',
  'llamacpp',
  'ollama',
  'tgi',
  'anthropic',
  'gemini',
] as const;

export type EndpointName = (typeof endpointNames)[number];

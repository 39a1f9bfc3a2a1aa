/** What a configuration is called, in the order they are looked for. */
export const CONFIG_NAMES = ['tovmach.config.yaml', 'tovmach.config.yml', 'tovmach.config.json'] as const;

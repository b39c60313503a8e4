/** The sizes that a new installation starts with; admins change them. `slug` is the hub's profile. */
export const demoSizes = [
  { slug: "small", name: "Small", cpuMilli: 1000, memoryMib: 2048, gpus: 0 },
  { slug: "medium", name: "Medium", cpuMilli: 2000, memoryMib: 8192, gpus: 0 },
  { slug: "large", name: "Large", cpuMilli: 8000, memoryMib: 32768, gpus: 0 },
] as const;

/** The sizes an installation begins with; they are data, and admins change them. `slug` names the hub's profile. */
export const firstSizes = [
  { slug: "small", name: "Small", cpuMilli: 1000, memoryMib: 2048, gpus: 0 },
  { slug: "medium", name: "Medium", cpuMilli: 2000, memoryMib: 8192, gpus: 0 },
  { slug: "large", name: "Large", cpuMilli: 8000, memoryMib: 32_768, gpus: 0 },
] as const;

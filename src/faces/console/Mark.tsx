// The mark beside its name; drawn in the page so that it takes the bar's ink.
export function Mark() {
  return (
    <svg
      className="mark"
      viewBox="0 0 32 32"
      aria-hidden="true"
      fill="none"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path
        d="M16 4.6 3.6 16.4 16 30.6 28.4 16.4zM9.8 10.5 22.2 23.5M22.2 10.5 9.8 23.5"
        stroke="currentColor"
        strokeWidth="1.9"
      />
      <path d="M1.6 5.8C7 5.8 11.6 5.4 16 4c4.4 1.4 9 1.8 14.4 1.8" stroke="var(--mark)" strokeWidth="2.6" />
      <circle cx="16" cy="4.2" r="2.9" fill="var(--mark)" />
    </svg>
  )
}

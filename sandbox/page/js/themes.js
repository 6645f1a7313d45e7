// Theme parameters handed to Mini Apps; the same colours as the server's launch addresses carry.

const LIGHT = {
  bg_color: "#ffffff", text_color: "#000000", hint_color: "#707579", link_color: "#2481cc", button_color: "#2481cc", button_text_color: "#ffffff",
  secondary_bg_color: "#f1f1f1", header_bg_color: "#ffffff", accent_text_color: "#1c93e3", section_bg_color: "#ffffff", section_header_text_color: "#1c93e3",
  subtitle_text_color: "#707579", destructive_text_color: "#df3f40", section_separator_color: "#e7e7e7", bottom_bar_bg_color: "#ffffff",
};

const DARK = {
  bg_color: "#17212b", text_color: "#f5f5f5", hint_color: "#708499", link_color: "#6ab3f3", button_color: "#5288c1", button_text_color: "#ffffff",
  secondary_bg_color: "#232e3c", header_bg_color: "#17212b", accent_text_color: "#6ab2f2", section_bg_color: "#17212b", section_header_text_color: "#6ab3f3",
  subtitle_text_color: "#708499", destructive_text_color: "#ec3942", section_separator_color: "#111921", bottom_bar_bg_color: "#17212b",
};

export const themeParams = (theme) => (theme === "dark" ? DARK : LIGHT);

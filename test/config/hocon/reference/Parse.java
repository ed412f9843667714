import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Parses HOCON as the processes do, many texts in one run of the JVM.
 *
 * Reads lines of {"text": ..., "env": {...}} from the first file. Writes to the second, for each of them, a line of {"value": ...}, or of
 * {"error": ...} where the text is refused.
 */
class Parse {
  public static void main(String[] args) throws IOException {
    List<String> lines = Files.readAllLines(Path.of(args[0]), StandardCharsets.US_ASCII);
    Files.write(Path.of(args[1]), lines.stream().map(Parse::answer).collect(Collectors.toList()), StandardCharsets.US_ASCII);
  }

  private static String answer(String line) {
    Config request = ConfigFactory.parseString(line, ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON));
    try {
      Config parsed = ConfigFactory.parseString(request.getString("text"), ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF));
      return object("value", parsed.resolve(substituting(request.getObject("env").unwrapped())).root());
    } catch (RuntimeException e) {
      return object("error", ConfigValueFactory.fromAnyRef(e.getMessage()));
    }
  }

  /** Looks up `${NAME}` here where the text itself has no such path, as the processes look it up in their environment. */
  private static ConfigResolveOptions substituting(Map<String, Object> env) {
    return ConfigResolveOptions.noSystem().appendResolver(new ConfigResolver() {
      @Override
      public ConfigValue lookup(String path) {
        return env.containsKey(path) ? ConfigValueFactory.fromAnyRef(env.get(path), "environment") : null;
      }

      @Override
      public ConfigResolver withFallback(ConfigResolver fallback) {
        return this;
      }
    });
  }

  /** ASCII only, so that half surrogates survive the file. */
  private static String object(String key, ConfigValue value) {
    String json = "{\"" + key + "\":" + value.render(ConfigRenderOptions.concise()) + "}";
    return json.chars().mapToObj(c -> c < 0x80 ? String.valueOf((char) c) : String.format("\\u%04x", c)).collect(Collectors.joining());
  }
}

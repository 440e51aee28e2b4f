FROM mcr.microsoft.com/dotnet/aspnet:10.0
ENV Collector__Rules__0__Key=ProcessName Collector__Rules__0__Value=server
CMD ["dotnet", "collector.dll"]
